/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads back what a receiver stored, over Prometheus' HTTP API, which VictoriaMetrics and others
 * have too.
 *
 * <p>An answer that is not 2xx is an {@link IllegalStateException} with the server's reason.
 * Thread-safe.
 */
public final class PrometheusApi {
  private static final Duration AWAIT_DEADLINE = Duration.ofSeconds(15);
  private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

  private final URI base;
  private final Http http;

  /**
   * @param base the server's address, or the one below which it has {@code api/v1/…}
   */
  public PrometheusApi(URI base) {
    this(base, Http.plain());
  }

  /**
   * @param client how to reach a server that asks for a password or a certificate
   */
  public PrometheusApi(URI base, HttpClient client) {
    this(base, new Http(client));
  }

  private PrometheusApi(URI base, Http http) {
    this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    this.http = http;
  }

  /** The server's version, as in {@code 3.5.3+ds1}. */
  public String version() {
    return PrometheusJson.data(http.get(base.resolve("api/v1/status/buildinfo")))
        .getAsJsonObject()
        .get("version")
        .getAsString();
  }

  /** The series that an expression selects or computes, each with its newest sample. */
  public List<StoredSeries> instantQuery(String promQl) {
    return query(List.of(Http.field("query", promQl)));
  }

  /** As {@link #instantQuery(String)}, for a moment that need not be now. */
  public List<StoredSeries> instantQuery(String promQl, Instant time) {
    return query(List.of(Http.field("query", promQl), Http.field("time", seconds(time))));
  }

  /**
   * The samples of the last hour exactly as stored, with their own timestamps. Stale markers are
   * left out.
   *
   * @param selector a series selector without a range, as in {@code up{job="x"}}
   */
  public List<StoredSeries> rangeSamples(String selector) {
    return rangeSamples(selector, DEFAULT_RANGE, Instant.now());
  }

  /** As {@link #rangeSamples(String)}, for the {@code range} up to {@code end}. */
  public List<StoredSeries> rangeSamples(String selector, Duration range, Instant end) {
    return instantQuery(selector + "[" + range.toMillis() + "ms]", end);
  }

  /** The label sets of all series that match any of {@code matchers}. */
  public List<Map<String, String>> series(String... matchers) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String matcher : matchers) {
      fields.add(Http.field("match[]", matcher));
    }
    List<Map<String, String>> labelSets = new ArrayList<>();
    for (JsonElement labels : post("series", fields).getAsJsonArray()) {
      labelSets.add(PrometheusJson.labels(labels));
    }
    return List.copyOf(labelSets);
  }

  /**
   * The exemplars of the series in an expression. The server needs the feature {@code
   * exemplar-storage}.
   */
  public List<StoredExemplar> exemplars(String promQl, Instant start, Instant end) {
    JsonArray data =
        post(
                "query_exemplars",
                List.of(
                    Http.field("query", promQl),
                    Http.field("start", seconds(start)),
                    Http.field("end", seconds(end))))
            .getAsJsonArray();
    return PrometheusJson.exemplars(data);
  }

  /**
   * What the receiver knows about metrics, by their names. Prometheus knows only what it scraped.
   */
  public Map<String, StoredMetadata> metadata() {
    return PrometheusJson.metadata(
        PrometheusJson.data(http.get(base.resolve("api/v1/metadata"))).getAsJsonObject());
  }

  /** The answer to a query once there is one that is not empty. */
  public List<StoredSeries> awaitQuery(String promQl) {
    return awaitQuery(promQl, series -> !series.isEmpty());
  }

  /**
   * The first answer to a query that meets a condition.
   *
   * @throws AssertionError with the last answer if none did within 15 s
   */
  public List<StoredSeries> awaitQuery(String promQl, Predicate<List<StoredSeries>> condition) {
    return awaitQuery(promQl, condition, AWAIT_DEADLINE);
  }

  /** As {@link #awaitQuery(String, Predicate)} with another deadline. */
  public List<StoredSeries> awaitQuery(
      String promQl, Predicate<List<StoredSeries>> condition, Duration deadline) {
    List<List<StoredSeries>> last = new ArrayList<>();
    boolean met =
        Await.condition(
            deadline,
            () -> {
              List<StoredSeries> answer = instantQuery(promQl);
              last.clear();
              last.add(answer);
              return condition.test(answer);
            });
    if (!met) {
      throw new AssertionError(
          "query must meet the condition in time: query=%s, deadline=%s, last=%s"
              .formatted(promQl, deadline, last));
    }
    return last.get(0);
  }

  private List<StoredSeries> query(List<Map.Entry<String, String>> fields) {
    JsonObject data = post("query", fields).getAsJsonObject();
    return PrometheusJson.series(data);
  }

  private JsonElement post(String path, List<Map.Entry<String, String>> fields) {
    return PrometheusJson.data(http.postForm(base.resolve("api/v1/" + path), fields));
  }

  private static String seconds(Instant time) {
    return PrometheusJson.seconds(time.toEpochMilli());
  }
}
