/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSample;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports to a Prometheus that is not there, or doesn't take them: they fail, nothing is thrown,
 * and the next one is stored.
 */
class MixedFailureIT {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofSeconds(15);

  private final TestService service = new TestService("orders");
  @TempDir private Path dataDirectory;
  private LogRecorder log;
  private int port;

  @BeforeEach
  void recordLogAndChoosePort() throws IOException {
    log = LogRecorder.start();
    port = FreePort.choose();
  }

  @AfterEach
  void stopRecording() {
    log.close();
  }

  @Test
  void exportToAServerThatIsDownFailsAndIsStoredOnceItIsUp() throws InterruptedException {
    try (PushingSdk sdk = startSdk(SHORT)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(2);

      boolean whileDown = sdk.export();
      StoredSample first = sample(2);
      service.clock().advance(STEP);
      boolean stillDown = sdk.export();
      StoredSample second = sample(2);
      service.clock().advance(STEP);
      orders.add(5);
      try (PrometheusServer server = startPrometheus()) {
        boolean whileUp = sdk.export();

        assertThat(List.of(whileDown, stillDown, whileUp)).containsExactly(false, false, true);
        assertThat(samples(server)).containsExactly(first, second, sample(7));
        assertThat(sdk.statistics().delivery().samplesDroppedInTotal()).isZero();
        assertThat(log.messages(Level.WARNING))
            .singleElement()
            .asString()
            .contains("receiver does not accept samples, they wait");
        assertThat(log.messages(Level.INFO))
            .anySatisfy(
                line ->
                    assertThat(line)
                        .contains("receiver accepts samples again", "samplesDropped=0"));
      }
    }
  }

  @Test
  void exportIsRetriedUntilTheServerIsUp() throws InterruptedException {
    try (PushingSdk sdk = startSdk(LONG)) {
      sdk.meter().counterBuilder("orders").build().add(2);

      CompletableFuture<PrometheusServer> starting =
          CompletableFuture.supplyAsync(this::startPrometheus);
      boolean exported = sdk.export();

      try (PrometheusServer server = starting.join()) {
        assertThat(exported).isTrue();
        assertThat(samples(server)).containsExactly(sample(2));
        assertThat(sdk.statistics().delivery().samplesRetried()).isPositive();
        assertThat(log.messages(Level.WARNING)).isEmpty();
      }
    }
  }

  @Test
  void restartedServerHasTheExportsBeforeAndAfter() throws InterruptedException {
    try (PushingSdk sdk = startSdk(SHORT)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(2);
      boolean before;
      try (PrometheusServer server = startPrometheus()) {
        before = sdk.export();
        assertThat(samples(server)).containsExactly(sample(2));
      }
      StoredSample first = sample(2);

      service.clock().advance(STEP);
      orders.add(3);
      boolean between = sdk.export();
      StoredSample second = sample(5);
      service.clock().advance(STEP);
      orders.add(5);
      try (PrometheusServer server = startPrometheus()) {
        boolean after = sdk.export();

        assertThat(List.of(before, between, after)).containsExactly(true, false, true);
        assertThat(samples(server)).containsExactly(first, second, sample(10));
      }
    }
  }

  @Test
  void serverRestartedBetweenTwoExportsIsNotNoticed() throws InterruptedException {
    try (PushingSdk sdk = startSdk(LONG)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(2);
      StoredSample first = sample(2);
      try (PrometheusServer server = startPrometheus()) {
        assertThat(sdk.export()).isTrue();
        assertThat(samples(server)).containsExactly(first);
      }
      service.clock().advance(STEP);
      try (PrometheusServer server = startPrometheus()) {
        // The connection that was kept is dead.
        assertThat(sdk.export()).isTrue();

        assertThat(samples(server)).containsExactly(first, sample(2));
        assertThat(log.messages(Level.WARNING)).isEmpty();
      }
    }
  }

  @Test
  void wrongPathFailsEveryExportWithOneWarning() throws InterruptedException {
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
        PushingSdk sdk = startSdk(LONG, server.baseUri().resolve("api/v2/write").toString())) {
      sdk.meter().counterBuilder("orders").build().add(2);

      boolean first = sdk.export();
      service.clock().advance(STEP);
      boolean second = sdk.export();

      assertThat(first).isFalse();
      assertThat(second).isFalse();
      assertThat(sdk.statistics().delivery().samplesDropped())
          .containsEntry(DropReason.REJECTED, 2L);
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .contains("receiver rejected request, not retrying", "/api/v2/write", "status=404");
    }
  }

  @Test
  void rejectedExportIsNotRetriedAndTheNextIsStored() throws InterruptedException {
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
        PushingSdk one = startSdk(LONG, server.writeEndpoint().toString());
        PushingSdk twin = startSdk(LONG, server.writeEndpoint().toString())) {
      one.meter().counterBuilder("orders").build().add(2);
      boolean first = one.export();
      StoredSample firstSample = sample(2);
      // Two processes that call themselves the same, and don't know of each other.
      twin.meter().counterBuilder("orders").build().add(5);
      service.clock().advance(STEP.negated());
      boolean backInTime = twin.export();
      service.clock().advance(STEP.multipliedBy(2));
      boolean last = twin.export();

      assertThat(List.of(first, backInTime, last)).containsExactly(true, false, true);
      assertThat(samples(server)).containsExactly(firstSample, sample(5));
      assertThat(twin.statistics().delivery().samplesDropped())
          .containsEntry(DropReason.REJECTED, 1L);
      assertThat(twin.statistics().delivery().samplesRetried()).isZero();
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .contains("status=400", "out of order sample");
    }
  }

  @Test
  void collectionBackInTimeIsNotSent() throws InterruptedException {
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
        PushingSdk sdk = startSdk(LONG, server.writeEndpoint().toString())) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(2);
      assertThat(sdk.export()).isTrue();
      StoredSample firstSample = sample(2);
      service.clock().advance(STEP.negated());
      orders.add(3);
      assertThat(sdk.export()).isTrue();
      service.clock().advance(STEP.multipliedBy(2));
      assertThat(sdk.export()).isTrue();

      assertThat(samples(server)).containsExactly(firstSample, sample(5));
      assertThat(sdk.statistics().dataPointsDropped())
          .containsEntry(DataPointDropReason.TIMESTAMP, 1L);
    }
  }

  private PushingSdk startSdk(Duration timeout) {
    return startSdk(timeout, "http://127.0.0.1:" + port + "/api/v1/write");
  }

  private PushingSdk startSdk(Duration timeout, String endpoint) {
    PrometheusRemoteWriteMetricExporterBuilder exporter =
        PrometheusRemoteWriteMetricExporter.builder()
            .setEndpoint(endpoint)
            .setTimeout(timeout)
            .setMaxBackoff(Duration.ofMillis(50))
            // The server may have gone when the SDK is closed.
            .setStaleMarkersAtShutdownEnabled(false);
    return new PushingSdk(service.provider(), exporter);
  }

  /** Starts a server that listens on the port of this test as well, which Prometheus 3 can. */
  private PrometheusServer startPrometheus() {
    return PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
        .addArgument("--web.listen-address=127.0.0.1:" + port)
        .setDataDirectory(dataDirectory)
        .start();
  }

  private List<StoredSample> samples(PrometheusServer server) {
    return service.stored(server).stream().flatMap(series -> series.samples().stream()).toList();
  }

  /** What is stored of an export at this time. */
  private StoredSample sample(double value) {
    return new StoredSample(service.clock().millis(), value);
  }
}
