/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSample;
import io.github.remotewrite.it.backend.StoredSeries;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When a dashboard stops showing series that are no longer reported. */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class StaleMarkerIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private static final Duration STEP = Duration.ofSeconds(15);

  private final PrometheusServer server;
  private final List<String> queues = new ArrayList<>(List.of("a", "b"));
  private TestService service;

  StaleMarkerIT(RealReceiver receiver) {
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
  void seriesThatIsNoLongerReportedEndsAtItsSecondMissedCollection() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      reportQueues(sdk);
      collect(sdk, 2);
      queues.remove("b");
      collect(sdk, 1);
      List<String> shownAfterFirst = shownQueues();
      collect(sdk, 1);
      List<String> shownAfterSecond = shownQueues();

      assertThat(shownAfterFirst).containsExactlyInAnyOrder("a", "b");
      assertThat(shownAfterSecond).containsExactly("a");
      long now = service.clock().millis();
      assertThat(samplesOfQueue("b"))
          .as("history")
          .containsExactly(
              new StoredSample(now - 3 * STEP.toMillis(), 1),
              new StoredSample(now - 2 * STEP.toMillis(), 1));
      assertThat(samplesOfQueue("a")).hasSize(4);
    }
  }

  @Test
  void instrumentThatIsClosedEndsAtItsSecondMissedCollection() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      ObservableDoubleGauge gauge = reportQueues(sdk);
      sdk.meter().counterBuilder("orders").build().add(1);
      collect(sdk, 2);
      gauge.close();
      collect(sdk, 1);
      List<String> shownAfterFirst = shownQueues();
      collect(sdk, 1);

      assertThat(shownAfterFirst).containsExactlyInAnyOrder("a", "b");
      assertThat(service.shown(server))
          .extracting(StoredSeries::name)
          .containsExactly("orders_total");
      assertThat(samplesOfQueue("a")).hasSize(2);
    }
  }

  @Test
  void seriesThatComesBackIsShownAgain() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      reportQueues(sdk);
      collect(sdk, 2);
      queues.remove("b");
      collect(sdk, 2);
      assertThat(shownQueues()).containsExactly("a");
      queues.add("b");
      collect(sdk, 1);

      assertThat(shownQueues()).containsExactlyInAnyOrder("a", "b");
      assertThat(samplesOfQueue("b")).hasSize(3);
    }
  }

  @Test
  void seriesThatIsNoLongerReportedStaysIfSoConfigured() throws InterruptedException {
    try (PushingSdk sdk =
        new PushingSdk(
            service.provider(),
            service.exporter(server).setStaleMarkersForVanishedSeriesEnabled(false))) {
      reportQueues(sdk);
      collect(sdk, 2);
      queues.remove("b");
      collect(sdk, 3);

      assertThat(shownQueues()).containsExactlyInAnyOrder("a", "b");
    }
  }

  private ObservableDoubleGauge reportQueues(PushingSdk sdk) {
    return sdk.meter()
        .gaugeBuilder("queue.size")
        .buildWithCallback(
            size ->
                queues.forEach(queue -> size.record(1, Attributes.of(stringKey("queue"), queue))));
  }

  private void collect(PushingSdk sdk, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      service.clock().advance(STEP);
      assertThat(sdk.export()).isTrue();
    }
  }

  private List<String> shownQueues() {
    return service.shown(server).stream()
        .filter(series -> series.name().equals("queue_size"))
        .map(series -> String.valueOf(series.label("queue")))
        .toList();
  }

  private List<StoredSample> samplesOfQueue(String queue) {
    return service.stored(server).stream()
        .filter(series -> queue.equals(series.label("queue")))
        .flatMap(series -> series.samples().stream())
        .toList();
  }
}
