/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answers of Prometheus' HTTP API. */
final class PrometheusJson {
  private PrometheusJson() {}

  /** The member {@code data} of an answer, whose {@code status} must be {@code success}. */
  static JsonElement data(String body) {
    JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
    if (!answer.get("status").getAsString().equals("success")) {
      throw new IllegalStateException("query must succeed: body=\"" + body + "\"");
    }
    return answer.get("data");
  }

  /** The result of a query: a scalar, an instant vector or a range vector. */
  static List<StoredSeries> series(JsonObject data) {
    String type = data.get("resultType").getAsString();
    JsonArray result = data.getAsJsonArray("result");
    if (type.equals("scalar")) {
      return List.of(new StoredSeries(Map.of(), List.of(sample(result)), List.of()));
    }
    if (!type.equals("vector") && !type.equals("matrix")) {
      throw new IllegalStateException("result must be numbers: resultType=" + type);
    }
    List<StoredSeries> series = new ArrayList<>();
    for (JsonElement element : result) {
      series.add(series(element));
    }
    return List.copyOf(series);
  }

  private static StoredSeries series(JsonElement element) {
    JsonObject object = element.getAsJsonObject();
    List<StoredSample> samples = new ArrayList<>();
    for (JsonElement pair : points(object, "value", "values")) {
      samples.add(sample(pair.getAsJsonArray()));
    }
    List<StoredHistogram> histograms = new ArrayList<>();
    for (JsonElement pair : points(object, "histogram", "histograms")) {
      histograms.add(histogram(pair.getAsJsonArray()));
    }
    return new StoredSeries(labels(object.get("metric")), samples, histograms);
  }

  /** A vector has one point in {@code singular}, a matrix a list of them in {@code plural}. */
  private static JsonArray points(JsonObject series, String singular, String plural) {
    JsonArray points = new JsonArray();
    if (series.has(singular)) {
      points.add(series.get(singular));
    }
    if (series.has(plural)) {
      points.addAll(series.getAsJsonArray(plural));
    }
    return points;
  }

  static List<StoredExemplar> exemplars(JsonArray data) {
    List<StoredExemplar> exemplars = new ArrayList<>();
    for (JsonElement element : data) {
      JsonObject series = element.getAsJsonObject();
      for (JsonElement item : series.getAsJsonArray("exemplars")) {
        JsonObject exemplar = item.getAsJsonObject();
        exemplars.add(
            new StoredExemplar(
                labels(series.get("seriesLabels")),
                labels(exemplar.get("labels")),
                millis(exemplar.get("timestamp")),
                number(exemplar.get("value"))));
      }
    }
    return List.copyOf(exemplars);
  }

  /** Each metric's only metadata. */
  static Map<String, StoredMetadata> metadata(JsonObject data) {
    Map<String, StoredMetadata> metadata = new TreeMap<>();
    data.entrySet()
        .forEach(
            metric -> {
              JsonArray ofTargets = metric.getValue().getAsJsonArray();
              if (ofTargets.size() != 1) {
                throw new IllegalStateException("metric must have one metadata: data=" + data);
              }
              Map<String, String> fields = labels(ofTargets.get(0));
              metadata.put(
                  metric.getKey(),
                  new StoredMetadata(
                      fields.getOrDefault("type", ""),
                      fields.getOrDefault("help", ""),
                      fields.getOrDefault("unit", "")));
            });
    return metadata;
  }

  static Map<String, String> labels(JsonElement element) {
    Map<String, String> labels = new TreeMap<>();
    element
        .getAsJsonObject()
        .entrySet()
        .forEach(label -> labels.put(label.getKey(), label.getValue().getAsString()));
    return labels;
  }

  private static StoredSample sample(JsonArray pair) {
    return new StoredSample(millis(pair.get(0)), number(pair.get(1)));
  }

  private static StoredHistogram histogram(JsonArray pair) {
    JsonObject histogram = pair.get(1).getAsJsonObject();
    List<StoredHistogram.Bucket> buckets = new ArrayList<>();
    if (histogram.has("buckets")) {
      for (JsonElement element : histogram.getAsJsonArray("buckets")) {
        JsonArray bucket = element.getAsJsonArray();
        buckets.add(
            new StoredHistogram.Bucket(
                bounds(bucket.get(0).getAsInt()),
                number(bucket.get(1)),
                number(bucket.get(2)),
                number(bucket.get(3))));
      }
    }
    return new StoredHistogram(
        millis(pair.get(0)), number(histogram.get("count")), number(histogram.get("sum")), buckets);
  }

  private static StoredHistogram.Bounds bounds(int boundaryRule) {
    return switch (boundaryRule) {
      case 0 -> StoredHistogram.Bounds.UPPER_CLOSED;
      case 1 -> StoredHistogram.Bounds.LOWER_CLOSED;
      case 2 -> StoredHistogram.Bounds.OPEN;
      case 3 -> StoredHistogram.Bounds.CLOSED;
      default ->
          throw new IllegalStateException(
              "boundary rule must be 0 to 3: boundaryRule=" + boundaryRule);
    };
  }

  /** Numbers are strings as Go prints them, so that infinities have a form. */
  private static double number(JsonElement element) {
    return switch (element.getAsString()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(element.getAsString());
    };
  }

  /** Timestamps are decimal seconds; a double would lose milliseconds far from today. */
  private static long millis(JsonElement seconds) {
    return seconds
        .getAsBigDecimal()
        .movePointRight(3)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }
}
