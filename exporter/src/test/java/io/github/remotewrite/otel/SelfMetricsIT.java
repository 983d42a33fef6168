/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the exporter exports of itself, through itself. */
class SelfMetricsIT {
  private final RemoteWriteReceiver receiver = RemoteWriteReceiver.start();
  private final AtomicReference<MeterProvider> ownProvider = new AtomicReference<>();

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void countsOfTheExportsBeforeArrive() {
    try (SdkMeterProvider provider = provider()) {
      provider.get("shop").counterBuilder("orders").build().add(1);
      receiver.answerNext(Answer.status(503));

      flush(provider);
      flush(provider);
      flush(provider);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(values("otel_sdk_exporter_metric_data_point_exported_total")).isPositive();
    assertThat(values("otel_sdk_exporter_operation_duration_seconds_count")).isEqualTo(3);
    assertThat(values("remote_write_samples_written_total")).isPositive();
    assertThat(values("remote_write_samples_retried_total")).isPositive();
    assertThat(series("remote_write_samples_dropped_total").labels()).containsKey("reason");
    assertThat(
            receiver.series("remote_write_requests_total").stream()
                .filter(series -> "retryable".equals(series.labels().get("outcome")))
                .mapToDouble(SelfMetricsIT::largest)
                .max())
        .hasValue(1);
    assertThat(series("remote_write_queue_size_bytes").labels())
        .containsEntry("server_address", "127.0.0.1");
    assertThat(series("remote_write_protocol").labels()).containsEntry("version", "2.0");
    assertThat(receiver.series("remote_write_samples_pending")).isNotEmpty();
    assertThat(receiver.series("remote_write_queue_age_seconds")).isNotEmpty();
  }

  @Test
  void theirNumberDoesNotGrow() {
    try (SdkMeterProvider provider = provider()) {
      provider.get("shop").counterBuilder("orders").build().add(1);
      for (int i = 0; i < 4; i++) {
        flush(provider);
      }
      int series = receiver.series().size();
      for (int i = 0; i < 10; i++) {
        flush(provider);
      }

      assertThat(receiver.series()).hasSize(series);
    }
  }

  @Test
  void withoutAProviderThereAreNone() {
    try (SdkMeterProvider provider = provider(PrometheusRemoteWriteMetricExporter.builder())) {
      provider.get("shop").counterBuilder("orders").build().add(1);
      flush(provider);
      flush(provider);
    }

    assertThat(receiver.requests().get(1).series())
        .extracting(series -> series.labels().get("__name__"))
        .contains("orders_total")
        .noneMatch(name -> name.startsWith("remote_write_"))
        .noneMatch(name -> name.startsWith("otel_sdk_exporter_"));
  }

  private SdkMeterProvider provider() {
    SdkMeterProvider provider =
        provider(PrometheusRemoteWriteMetricExporter.builder().setMeterProvider(this::ownProvider));
    ownProvider.set(provider);
    return provider;
  }

  private MeterProvider ownProvider() {
    return requireNonNull(ownProvider.get(), "asked for with the first export");
  }

  private SdkMeterProvider provider(PrometheusRemoteWriteMetricExporterBuilder exporter) {
    return SdkMeterProvider.builder()
        .registerMetricReader(
            PeriodicMetricReader.builder(
                    exporter
                        .setEndpoint(receiver.endpoint())
                        .setMinBackoff(Duration.ofMillis(1))
                        .build())
                .setInterval(Duration.ofDays(1))
                .build())
        .build();
  }

  private static void flush(SdkMeterProvider provider) {
    assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private double values(String name) {
    return largest(series(name));
  }

  /** Returns the largest value; a series ends with a stale marker, which is none. */
  private static double largest(StoredSeries series) {
    return series.samples().stream()
        .mapToDouble(StoredSample::value)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(-1);
  }

  private StoredSeries series(String name) {
    assertThat(receiver.series(name)).as(name).isNotEmpty();
    return receiver.series(name).get(0);
  }
}
