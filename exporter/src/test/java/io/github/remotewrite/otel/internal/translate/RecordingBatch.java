/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.BucketsBuffer;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the samples written into it, in their order. */
final class RecordingBatch implements Batch {
  private final List<Written> samples = new ArrayList<>();
  private final List<WrittenHistogram> histograms = new ArrayList<>();
  private final List<Written> staleMarkers = new ArrayList<>();
  private final Map<String, Metadata> metadata = new HashMap<>();
  private final Map<String, Long> startTimestamps = new HashMap<>();
  private final Map<Map<String, String>, List<Exemplar>> exemplars = new HashMap<>();

  @Override
  public void add(Series series, long timestampMillis, double value) {
    samples.add(new Written(series.labels().toMap(), timestampMillis, value));
  }

  @Override
  public void add(SeriesGroup group, SampleBuffer buffer) {
    for (int i = 0; i < group.series().size(); i++) {
      Series series = group.series().get(i);
      add(series, buffer.timestampMillis(), buffer.value(i));
      exemplars
          .computeIfAbsent(series.labels().toMap(), key -> new ArrayList<>())
          .addAll(buffer.exemplars(i));
      startTimestamps.put(name(series), buffer.startTimestampMillis());
      series.metadata().ifPresent(one -> metadata.put(one.familyName(), one));
    }
  }

  @Override
  public void add(Series series, HistogramBuffer histogram) {
    histograms.add(WrittenHistogram.of(series, histogram));
    startTimestamps.put(name(series), histogram.startTimestampMillis());
    series.metadata().ifPresent(one -> metadata.put(one.familyName(), one));
  }

  @Override
  public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
    for (Series series : group.series()) {
      staleMarkers.add(new Written(series.labels().toMap(), timestampMillis, Double.NaN));
    }
  }

  private static String name(Series series) {
    return series.labels().toMap().getOrDefault("__name__", "");
  }

  List<WrittenHistogram> histograms() {
    return histograms;
  }

  List<Written> staleMarkers() {
    return staleMarkers;
  }

  Map<String, Metadata> metadata() {
    return metadata;
  }

  /** Returns the start timestamp that the series of each metric name have. */
  Map<String, Long> startTimestamps() {
    return startTimestamps;
  }

  /** Returns the exemplars on the series with these labels. */
  List<Exemplar> exemplars(Map<String, String> labels) {
    return exemplars.getOrDefault(labels, List.of());
  }

  List<Written> samples() {
    return samples;
  }

  /** Returns the samples of series with this metric name. */
  List<Written> named(String name) {
    return samples.stream().filter(sample -> name.equals(sample.label("__name__"))).toList();
  }

  /** One sample with the labels of its series. */
  record Written(Map<String, String> labels, long timestampMillis, double value) {
    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /** One native histogram, its buckets decoded. */
  record WrittenHistogram(
      Map<String, String> labels,
      long timestampMillis,
      int schema,
      long count,
      double sum,
      long zeroCount,
      double zeroThreshold,
      Map<Integer, Long> positive,
      Map<Integer, Long> negative,
      List<Exemplar> exemplars,
      List<Double> bounds,
      boolean staleMarker) {
    static WrittenHistogram of(Series series, HistogramBuffer histogram) {
      return new WrittenHistogram(
          series.labels().toMap(),
          histogram.timestampMillis(),
          histogram.schema(),
          histogram.count(),
          histogram.sum(),
          histogram.zeroCount(),
          histogram.zeroThreshold(),
          decode(histogram.positive()),
          decode(histogram.negative()),
          List.copyOf(histogram.exemplars()),
          Arrays.stream(histogram.bounds()).boxed().toList(),
          histogram.isStaleMarker());
    }

    private static Map<Integer, Long> decode(BucketsBuffer buckets) {
      Map<Integer, Long> counts = new TreeMap<>();
      int index = 0;
      int bucket = 0;
      long count = 0;
      for (int span = 0; span < buckets.spanCount(); span++) {
        index += buckets.spanOffset(span);
        for (int i = 0; i < buckets.spanLength(span); i++) {
          count += buckets.delta(bucket++);
          if (count != 0) {
            counts.put(index, count);
          }
          index++;
        }
      }
      return counts;
    }
  }
}
