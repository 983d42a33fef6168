/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSeries;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dashboard shows of a process that has shut down. */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class StaleMarkerAtShutdownIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private static final Duration STEP = Duration.ofSeconds(20);

  private final PrometheusServer server;
  private TestService service;

  StaleMarkerAtShutdownIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, StaleMarkerAtShutdownIT::start);
  }

  private static PrometheusServer start(RealReceiver receiver) {
    return PrometheusServer.builder(receiver).addFeature("native-histograms").start();
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
  void allSeriesEndAtShutdownAndTheirHistoryStays() throws InterruptedException {
    List<StoredSeries> history;
    try (PushingSdk sdk =
        new PushingSdk(
            EveryInstrument.setUp(service.provider(), service), service.exporter(server))) {
      EveryInstrument.record(sdk.meter());
      assertThat(sdk.export()).isTrue();
      service.clock().advance(STEP);
      assertThat(sdk.export()).isTrue();
      history = service.stored(server);
      assertThat(history).hasSize(20);
      assertThat(service.shown(server)).hasSameSizeAs(history);
    }

    service.clock().advance(Duration.ofMillis(1));
    assertThat(service.shown(server)).isEmpty();
    assertThat(service.stored(server)).containsExactlyInAnyOrderElementsOf(history);
  }

  @Test
  void nativeHistogramsEndAtShutdownAndTheirHistoryStays() throws InterruptedException {
    List<StoredSeries> history;
    try (PushingSdk sdk =
        new PushingSdk(service.providerOfExponentialHistograms(), service.exporter(server))) {
      EveryInstrument.record(sdk.meter());
      assertThat(sdk.export()).isTrue();
      history = service.stored(server);
      assertThat(history).filteredOn(series -> !series.histograms().isEmpty()).hasSize(1);
      assertThat(service.shown(server)).hasSameSizeAs(history);
    }

    service.clock().advance(Duration.ofMillis(1));
    assertThat(service.shown(server)).isEmpty();
    assertThat(service.stored(server)).containsExactlyInAnyOrderElementsOf(history);
  }

  /** Native ones where 2.0 is understood; where it isn't, the classic ones that stand for them. */
  @Test
  void histogramsWithCustomBucketsEndRightAfterTheirFirstExport() throws InterruptedException {
    try (PushingSdk sdk =
        new PushingSdk(
            service.provider(),
            service
                .exporter(server)
                .setProtocol(ProtocolVersion.AUTO)
                .setCustomBucketsEnabled(true))) {
      sdk.meter().histogramBuilder("latency").build().record(3);
      assertThat(sdk.export()).isTrue();
      assertThat(service.shown(server)).isNotEmpty();
    }

    service.clock().advance(Duration.ofMillis(1));
    assertThat(service.shown(server)).isEmpty();
    assertThat(service.stored(server)).isNotEmpty();
  }

  @Test
  void seriesStayAfterShutdownIfSoConfigured() throws InterruptedException {
    try (PushingSdk sdk =
        new PushingSdk(
            EveryInstrument.setUp(service.provider(), service),
            service.exporter(server).setStaleMarkersAtShutdownEnabled(false))) {
      EveryInstrument.record(sdk.meter());
      assertThat(sdk.export()).isTrue();
    }

    service.clock().advance(STEP);
    assertThat(service.shown(server)).hasSize(20);
  }

  @Test
  void nextProcessContinuesTheSeriesThatShutdownEnded() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      try (PushingSdk sdk = service.startSdk(server)) {
        sdk.meter().counterBuilder("orders").build().add(3);
        assertThat(sdk.export()).isTrue();
        assertThat(service.shown(server)).hasSize(1);
      }
      service.clock().advance(Duration.ofMillis(2));
    }

    assertThat(service.shown(server)).isEmpty();
    assertThat(service.stored(server))
        .singleElement()
        .satisfies(series -> assertThat(series.values()).containsExactly(3.0, 3.0));
  }
}
