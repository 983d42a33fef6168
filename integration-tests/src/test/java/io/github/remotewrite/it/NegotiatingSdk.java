/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.ExportStatistics;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A metrics SDK that hands over what it collects when told to, without the reader that applications
 * use: what the exporter itself says, its protocol above all, is in sight.
 */
final class NegotiatingSdk implements AutoCloseable {
  private static final Duration RESULT_DEADLINE = Duration.ofSeconds(30);

  private final PrometheusRemoteWriteMetricExporter exporter;
  private final Collector collector;
  private final SdkMeterProvider provider;

  NegotiatingSdk(
      SdkMeterProviderBuilder provider, PrometheusRemoteWriteMetricExporterBuilder exporter) {
    this.exporter = exporter.build();
    this.collector = new Collector(this.exporter);
    this.provider = provider.registerMetricReader(collector).build();
  }

  /** The meter of {@link PushingSdk#meter}, so that series have the same labels. */
  Meter meter() {
    return provider
        .meterBuilder(PushingSdk.SCOPE_NAME)
        .setInstrumentationVersion(PushingSdk.SCOPE_VERSION)
        .setSchemaUrl(PushingSdk.SCOPE_SCHEMA_URL)
        .build();
  }

  /** Collects, pushes and waits for the outcome: whether the exporter says all was stored. */
  boolean export() {
    CompletableResultCode result = exporter.export(collector.registration.collectAllMetrics());
    result.join(RESULT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(result.isDone()).as("export is done").isTrue();
    return result.isSuccess();
  }

  ProtocolVersion protocol() {
    return exporter.getProtocol();
  }

  ExportStatistics statistics() {
    return exporter.getStatistics();
  }

  @Override
  public void close() {
    provider.close();
  }

  private static final class Collector implements MetricReader {
    private final PrometheusRemoteWriteMetricExporter exporter;
    private CollectionRegistration registration = CollectionRegistration.noop();

    Collector(PrometheusRemoteWriteMetricExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return exporter.getAggregationTemporality(instrumentType);
    }

    @Override
    public CompletableResultCode forceFlush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
