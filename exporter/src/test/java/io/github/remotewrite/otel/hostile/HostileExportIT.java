/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.ExportStatistics;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Some of the collections of HostileCollectionsTest all the way, through the exporter and HTTP. */
class HostileExportIT {
  private static final int PROGRAMS = 30;
  private static final int COLLECTIONS_OF_A_PROGRAM = 10;

  /** With AUTO, the receiver is one of 1.0. */
  @ParameterizedTest
  @EnumSource
  void exportNeverThrowsAlwaysCompletesAndAllSamplesAreAccountedFor(ProtocolVersion protocol) {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start()) {
        if (protocol == ProtocolVersion.AUTO) {
          receiver.setBehaviors(Behavior.swallowingV2());
        }
        ExportStatistics statistics = run(seed, receiver, protocol);

        assertThat(receiver.violations()).as("seed=%d", seed).isEmpty();
        assertThat(statistics.delivery().samplesDropped().values())
            .as("seed=%d", seed)
            .containsOnly(0L);
        assertThat(statistics.delivery().samplesWritten())
            .as("seed=%d", seed)
            .isEqualTo(
                receiver.series().stream()
                    .mapToLong(series -> series.samples().size() + series.histograms().size())
                    .sum());
      }
    }
  }

  private static ExportStatistics run(
      long seed, RemoteWriteReceiver receiver, ProtocolVersion protocol) {
    SplittableRandom random = new SplittableRandom(seed);
    long nowMillis = System.currentTimeMillis() - TimeUnit.HOURS.toMillis(1);
    HostileMetrics metrics = new HostileMetrics(random, nowMillis - 1);
    try (PrometheusRemoteWriteMetricExporter exporter =
        PrometheusRemoteWriteMetricExporter.builder()
            .setEndpoint(receiver.endpoint())
            .setProtocol(protocol)
            .build()) {
      for (int i = 0; i < COLLECTIONS_OF_A_PROGRAM; i++) {
        Collection<MetricData> collection = List.copyOf(metrics.collect(nowMillis));
        CompletableResultCode result = exporter.export(collection).join(30, TimeUnit.SECONDS);
        assertThat(result.isDone()).as("seed=%d", seed).isTrue();
        nowMillis += random.nextInt(1, 60_000);
      }
      exporter.shutdown().join(30, TimeUnit.SECONDS);
      return exporter.getStatistics();
    }
  }
}
