/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Exponential histograms to Prometheuses without {@code --enable-feature=native-histograms}, their
 * default: they answer 500 to a request that has one.
 */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class NativeHistogramsDisabledIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration STEP = Duration.ofSeconds(15);

  private final PrometheusServer server;
  private TestService service;
  private LogRecorder log;

  NativeHistogramsDisabledIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, PrometheusServer::start);
  }

  @BeforeEach
  void nameServiceAndRecordLog(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
    log = LogRecorder.start();
  }

  @AfterEach
  void stopRecording() {
    log.close();
  }

  @AfterAll
  static void closeServers() {
    SERVERS.values().forEach(PrometheusServer::close);
    SERVERS.clear();
  }

  @Test
  void onlyTheNativeHistogramsAreLostAndHoldUpNothing() throws InterruptedException {
    try (PushingSdk sdk = startSdk(exporter())) {
      LongCounter orders = record(sdk);
      int exports = 0;
      while (sdk.statistics().delivery().samplesDroppedInTotal() < 2) {
        assertThat(exports).as("exports until histograms are given up").isLessThan(40);
        exports++;
        orders.add(4);
        assertThat(sdk.export()).isFalse();
        assertThat(service.computed(server, "orders_total{%s}")).isEqualTo(3 + 4 * exports);
        service.clock().advance(STEP);
      }

      int stored = exports;
      assertThat(service.stored(server))
          .extracting(StoredSeries::name)
          .containsExactlyInAnyOrder("orders_total", "temperature_celsius");
      assertThat(service.stored(server))
          .allSatisfy(series -> assertThat(series.samples()).hasSize(stored));
      assertThat(sdk.statistics().delivery().samplesWritten()).isEqualTo(2L * exports);
      assertThat(sdk.statistics().delivery().samplesDropped())
          .containsEntry(DropReason.REJECTED, sdk.statistics().delivery().samplesDroppedInTotal());
      assertThat(log.messages(Level.WARNING))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "receiver rejected request",
                          "status=500",
                          "native histograms are disabled"));
    }
  }

  @Test
  void everythingArrivesWithTheClassicOption() throws InterruptedException {
    try (PushingSdk sdk = startSdk(exporter().setClassicExponentialHistogramsEnabled(true))) {
      record(sdk);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .extracting(StoredSeries::name)
          .contains(
              "orders_total",
              "temperature_celsius",
              "latency_seconds_bucket",
              "latency_seconds_count",
              "latency_seconds_sum",
              "size_bytes_count");
      assertThat(service.computed(server, "latency_seconds_count{%s}")).isEqualTo(2);
      assertThat(sdk.statistics().delivery().samplesDroppedInTotal()).isZero();
      assertThat(log.messages(Level.WARNING)).isEmpty();
    }
  }

  /** Records two numbers and two histograms. */
  private static LongCounter record(PushingSdk sdk) {
    Observations.of(0.1, 0.3)
        .recordIn(sdk.meter().histogramBuilder("latency").setUnit("s").build());
    Observations.of(100).recordIn(sdk.meter().histogramBuilder("size").setUnit("By").build());
    sdk.meter().gaugeBuilder("temperature").setUnit("Cel").build().set(20);
    LongCounter orders = sdk.meter().counterBuilder("orders").build();
    orders.add(3);
    return orders;
  }

  private PrometheusRemoteWriteMetricExporterBuilder exporter() {
    return service
        .exporter(server)
        .setTimeout(TIMEOUT)
        .setMaxBackoff(Duration.ofMillis(100))
        // Else the markers of the native histograms would be tried until the timeout, too.
        .setStaleMarkersAtShutdownEnabled(false);
  }

  private PushingSdk startSdk(PrometheusRemoteWriteMetricExporterBuilder exporter) {
    return new PushingSdk(service.providerOfExponentialHistograms(), exporter);
  }
}
