/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSample;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus has, and computes, after several exports or several requests. */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class SeveralExportsIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private static final Duration STEP = Duration.ofSeconds(15);

  private final PrometheusServer server;
  private TestService service;

  SeveralExportsIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, PrometheusServer::start);
  }

  @BeforeEach
  void nameService(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
  }

  @AfterAll
  static void closeServers() {
    SERVERS.values().forEach(PrometheusServer::close);
    SERVERS.clear();
  }

  @Test
  void everyExportIsASampleOfTheSameSeries() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(2);
      assertThat(sdk.export()).isTrue();
      long first = service.clock().millis();
      service.clock().advance(STEP);
      assertThat(sdk.export()).isTrue();
      service.clock().advance(Duration.ofMillis(1));
      orders.add(5);
      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .singleElement()
          .satisfies(
              series ->
                  assertThat(series.samples())
                      .containsExactly(
                          new StoredSample(first, 2),
                          new StoredSample(first + STEP.toMillis(), 2),
                          new StoredSample(first + STEP.toMillis() + 1, 7)));
    }
  }

  @Test
  void rateOfACounterIsItsIncreasePerSecond() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(10);
      assertThat(sdk.export()).isTrue();
      for (int i = 0; i < 4; i++) {
        service.clock().advance(STEP);
        orders.add(30);
        assertThat(sdk.export()).isTrue();
      }

      assertThat(service.computed(server, "rate(orders_total{%s}[1m])")).isCloseTo(2, within(1e-9));
    }
  }

  @Test
  void quantilesOfAHistogramAreWhereItsBucketsSay() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      DoubleHistogram latency = histogramOfZeroFiveTen(sdk);
      for (int i = 0; i < 5; i++) {
        service.clock().advance(STEP);
        recordOneTwoThreeFour(latency);
        assertThat(sdk.export()).isTrue();
      }

      // Of ten observations, three lie up to 5 and six up to 10.
      assertThat(quantile(0.2)).isCloseTo(2.5, within(1e-9));
      assertThat(quantile(0.3)).isCloseTo(5, within(1e-9));
      assertThat(quantile(0.5)).isCloseTo(5 + 5 * 2.0 / 3, within(1e-9));
      assertThat(quantile(0.9)).isEqualTo(10);
      assertThat(
              service.computed(server, "rate(latency_sum{%s}[1m]) / rate(latency_count{%s}[1m])"))
          .isCloseTo(11, within(1e-9));
    }
  }

  private double quantile(double quantile) {
    return service.computed(
        server, "histogram_quantile(" + quantile + ", rate(latency_bucket{%s}[1m]))");
  }

  @Test
  void exportOfSeveralRequestsArrivesWhole() throws InterruptedException {
    PrometheusRemoteWriteMetricExporterBuilder exporter =
        service.exporter(server).setMaxSamplesPerSend(100);
    try (PushingSdk sdk = new PushingSdk(service.provider(), exporter)) {
      LongCounter events = sdk.meter().counterBuilder("events").build();
      IntStream.range(0, 1_000)
          .forEach(i -> events.add(i, Attributes.of(longKey("number"), (long) i)));
      recordOneTwoThreeFour(histogramOfZeroFiveTen(sdk));

      assertThat(sdk.export()).isTrue();

      ExpectedSeries expected = service.expected();
      IntStream.range(0, 1_000)
          .forEach(i -> expected.add("events_total", i, "number", Integer.toString(i)));
      expected.addHistogram("latency", 110, 10).addBuckets("latency", "0=1 5=3 10=6");
      assertThat(service.stored(server)).containsExactlyInAnyOrderElementsOf(expected.all());
      assertThat(sdk.statistics().delivery().requestsWritten()).isGreaterThan(10);
      assertThat(sdk.statistics().delivery().samplesWritten()).isEqualTo(1_006);
    }
  }

  private static DoubleHistogram histogramOfZeroFiveTen(PushingSdk sdk) {
    return sdk.meter()
        .histogramBuilder("latency")
        .setExplicitBucketBoundariesAdvice(List.of(0.0, 5.0, 10.0))
        .build();
  }

  /** Records one value up to 0, two up to 5, three up to 10 and four above; 110 in all. */
  private static void recordOneTwoThreeFour(DoubleHistogram histogram) {
    for (double value : new double[] {0, 3, 5, 6, 8, 10, 15, 18, 20, 25}) {
      histogram.record(value);
    }
  }
}
