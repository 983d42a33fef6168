/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredMetadata;
import io.github.remotewrite.it.backend.VictoriaMetricsServer;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Type, help and unit of metrics, in the only server here that shows what was pushed. */
class MetadataIT {
  private final TestService service = new TestService("metadata");

  @Test
  void everyMetricHasItsTypeHelpAndUnit() throws InterruptedException {
    try (VictoriaMetricsServer server =
            VictoriaMetricsServer.start(RealReceiver.VICTORIA_METRICS_1_145);
        PushingSdk sdk = startSdk(service.exporter(server.writeEndpoint()))) {
      EveryInstrument.record(sdk.meter());

      exportTwice(sdk);

      assertThat(server.api().metadata())
          .containsOnly(
              entry("orders_total", new StoredMetadata("counter", "Orders taken.", "")),
              entry("network_io_bytes_total", new StoredMetadata("counter", "", "bytes")),
              entry("connections", new StoredMetadata("gauge", "Open now.", "")),
              entry("charge_amperes", new StoredMetadata("gauge", "", "amperes")),
              entry("temperature_celsius", new StoredMetadata("gauge", "Outside.", "celsius")),
              entry(
                  "speed_meters_per_second", new StoredMetadata("gauge", "", "meters_per_second")),
              entry(
                  "latency_seconds",
                  new StoredMetadata("histogram", "From click to \"thanks\".", "seconds")),
              entry("async_count_total", new StoredMetadata("counter", "", "")),
              entry("async_time_total", new StoredMetadata("counter", "", "")),
              entry("async_used", new StoredMetadata("gauge", "", "")),
              entry("async_load_ratio", new StoredMetadata("gauge", "", "")),
              entry(
                  "rpc_duration_milliseconds",
                  new StoredMetadata("summary", "Of calls.", "milliseconds")),
              entry("target_info", new StoredMetadata("gauge", "Target metadata", "")));
    }
  }

  @Test
  void noneIsSentIfSoConfigured() throws InterruptedException {
    try (VictoriaMetricsServer server =
            VictoriaMetricsServer.start(RealReceiver.VICTORIA_METRICS_1_145);
        PushingSdk sdk =
            startSdk(
                service.exporter(server.writeEndpoint()).setMetadataSendInterval(Duration.ZERO))) {
      EveryInstrument.record(sdk.meter());

      exportTwice(sdk);

      server.flush();
      assertThat(service.stored(server.api())).isNotEmpty();
      assertThat(server.api().metadata()).isEmpty();
    }
  }

  /** The first time, the server is found to know 1.0 alone; metadata comes along after that. */
  private void exportTwice(PushingSdk sdk) throws InterruptedException {
    assertThat(sdk.export()).isTrue();
    service.clock().advance(Duration.ofSeconds(15));
    assertThat(sdk.export()).isTrue();
  }

  private PushingSdk startSdk(PrometheusRemoteWriteMetricExporterBuilder exporter) {
    return new PushingSdk(EveryInstrument.setUp(service.provider(), service), exporter);
  }
}
