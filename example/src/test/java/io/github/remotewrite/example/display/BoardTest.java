/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.Violation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoardTest {
  private final Board board = new Board();

  @Test
  void counterHasItsRatePerSecond() {
    receive(series("orders_total", Map.of("country", "AT"), 1_000, 10));
    receive(series("orders_total", Map.of("country", "AT"), 3_000, 14));

    Row.Counter row = (Row.Counter) board.arrivals().rows().get(0);
    assertThat(row.metric()).isEqualTo("orders_total");
    assertThat(row.labels()).isEqualTo(Map.of("country", "AT"));
    assertThat(row.value()).isEqualTo(14);
    assertThat(row.perSecond()).isEqualTo(2);
    assertThat(row.trend()).containsExactly(2.0);
  }

  @Test
  void gaugeHasItsChange() {
    receive(series("stock", Map.of(), 1_000, 10));
    receive(series("stock", Map.of(), 2_000, 7));

    Row.Gauge row = (Row.Gauge) board.arrivals().rows().get(0);
    assertThat(row.change()).isEqualTo(-3);
    assertThat(row.trend()).containsExactly(10.0, 7.0);
  }

  @Test
  void classicHistogramIsOneRow() {
    receive(
        series("way_km_sum", Map.of(), 1_000, 30),
        series("way_km_count", Map.of(), 1_000, 4),
        series("way_km_bucket", Map.of("le", "5"), 1_000, 1),
        series("way_km_bucket", Map.of("le", "+Inf"), 1_000, 4));

    assertThat(board.arrivals().rows()).hasSize(1);
    Row.Histogram row = (Row.Histogram) board.arrivals().rows().get(0);
    assertThat(row.metric()).isEqualTo("way_km");
    assertThat(row.distribution().mean()).isEqualTo(7.5);
    assertThat(row.distribution().counts()).containsExactly(1.0, 3.0);
  }

  @Test
  void nativeHistogramIsOneRow() {
    StoredHistogram histogram =
        new StoredHistogram(
            1_000,
            0,
            6,
            18,
            0.5,
            1,
            new TreeMap<>(Map.of(1, 2L, 3, 3L)),
            new TreeMap<>(),
            List.of(),
            StoredHistogram.ResetHint.UNKNOWN);

    receive(new StoredSeries(name("way", Map.of()), List.of(), List.of(histogram), List.of()));

    Row.Histogram row = (Row.Histogram) board.arrivals().rows().get(0);
    assertThat(row.distribution().mean()).isEqualTo(3);
    assertThat(row.distribution().counts()).containsExactly(1.0, 2.0, 0.0, 3.0);
    assertThat(row.distribution().quantile(1)).isCloseTo(8, within(1e-9));
    assertThat(board.arrivals().samplesStored()).isEqualTo(1);
  }

  @Test
  void gaugeWithTheNameOfAHistogramSeriesStaysAGauge() {
    receive(series("open_count", Map.of(), 1_000, 4));

    assertThat(board.arrivals().rows()).hasOnlyElementsOfType(Row.Gauge.class);
  }

  @Test
  void identityIsTakenFromTheRows() {
    receive(
        series("target_info", Map.of("job", "shop", "service_version", "1"), 1_000, 1),
        series("stock", Map.of("job", "shop", "instance", "a", "product", "mug"), 1_000, 1));

    assertThat(board.arrivals().identity())
        .isEqualTo(Map.of("job", "shop", "instance", "a", "service_version", "1"));
    assertThat(board.arrivals().rows()).hasSize(1);
    assertThat(board.arrivals().rows().get(0).labels()).isEqualTo(Map.of("product", "mug"));
  }

  @Test
  void staleMarkerIsStoredButNotShown() {
    receive(series("stock", Map.of(), 1_000, 10));
    receive(
        series("stock", Map.of(), 2_000, Double.longBitsToDouble(StoredSample.STALE_MARKER_BITS)));

    assertThat(board.arrivals().samplesStored()).isEqualTo(2);
    assertThat(((Row.Gauge) board.arrivals().rows().get(0)).value()).isEqualTo(10);
  }

  @Test
  void refusedRequestCountsAsViolationOnly() {
    board.add(
        request(
            400,
            List.of(series("stock", Map.of(), 1_000, 10)),
            List.of(new Violation(Rule.LABELS_SORTED, "series=0"))));

    Arrivals arrivals = board.arrivals();
    assertThat(arrivals.requests()).isEqualTo(1);
    assertThat(arrivals.violations()).isEqualTo(1);
    assertThat(arrivals.firstViolations().get(0)).startsWith("LABELS_SORTED");
    assertThat(arrivals.samplesStored()).isZero();
    assertThat(arrivals.rows()).isEmpty();
  }

  private void receive(StoredSeries... series) {
    board.add(request(204, List.of(series), List.of()));
  }

  private static ReceivedRequest request(
      int status, List<StoredSeries> series, List<Violation> violations) {
    return new ReceivedRequest(
        1,
        Instant.EPOCH,
        "POST",
        "/api/v1/write",
        Map.of(),
        new byte[100],
        new byte[200],
        OptionalInt.of(status),
        series,
        violations);
  }

  private static StoredSeries series(
      String name, Map<String, String> labels, long timestampMillis, double value) {
    List<StoredSample> samples = List.of(new StoredSample(timestampMillis, value));
    return new StoredSeries(name(name, labels), samples, List.of(), List.of());
  }

  private static Map<String, String> name(String name, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    all.put("__name__", name);
    return all;
  }
}
