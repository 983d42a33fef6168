/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.ExportStatistics;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A metrics SDK set up as an application does it, except that it collects only when told to:
 * neither after an interval nor when it is closed. Closing it still ends its series, as {@code
 * setStaleMarkersAtShutdownEnabled} says.
 */
final class PushingSdk implements AutoCloseable {
  static final String SCOPE_NAME = "io.github.remotewrite.it";
  static final String SCOPE_VERSION = "1.2.3";
  static final String SCOPE_SCHEMA_URL = "https://example.com/schemas/1.0";

  /** The labels of all series that {@link #meter} makes. */
  static final Map<String, String> SCOPE_LABELS =
      Map.of(
          "otel_scope_name", SCOPE_NAME,
          "otel_scope_version", SCOPE_VERSION,
          "otel_scope_schema_url", SCOPE_SCHEMA_URL);

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration RESULT_DEADLINE = Duration.ofSeconds(30);

  private final PrometheusRemoteWriteMetricExporter exporter;
  private final ResultRecorder recorder;
  private final SdkMeterProvider provider;

  PushingSdk(
      SdkMeterProviderBuilder provider, PrometheusRemoteWriteMetricExporterBuilder exporter) {
    this.exporter = exporter.build();
    this.recorder = new ResultRecorder(this.exporter);
    this.provider =
        provider
            // What the reader measures of itself differs from run to run.
            .registerView(
                InstrumentSelector.builder().setMeterName("io.opentelemetry.sdk.metrics").build(),
                View.builder().setAggregation(Aggregation.drop()).build())
            .registerMetricReader(PeriodicMetricReader.builder(recorder).setInterval(NEVER).build())
            .build();
  }

  Meter meter() {
    return provider
        .meterBuilder(SCOPE_NAME)
        .setInstrumentationVersion(SCOPE_VERSION)
        .setSchemaUrl(SCOPE_SCHEMA_URL)
        .build();
  }

  Meter meter(String scopeName) {
    return provider.get(scopeName);
  }

  /** Collects, pushes and waits for the outcome: whether the exporter says all was stored. */
  boolean export() throws InterruptedException {
    recorder.results.clear();
    CompletableResultCode unused = provider.forceFlush();
    CompletableResultCode result =
        recorder.results.poll(RESULT_DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(result).as("result of the export").isNotNull();
    result.join(RESULT_DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(result.isDone()).as("export is done").isTrue();
    assertThat(result.getFailureThrowable()).isNull();
    return result.isSuccess();
  }

  ExportStatistics statistics() {
    return exporter.getStatistics();
  }

  @Override
  public void close() {
    // The provider exports once more, maybe to a receiver that has gone.
    recorder.exports = false;
    provider.close();
  }

  /** An exporter that keeps each result, which the reader only logs, and can be switched off. */
  private static final class ResultRecorder implements MetricExporter {
    private final BlockingQueue<CompletableResultCode> results = new LinkedBlockingQueue<>();
    private final MetricExporter delegate;
    private volatile boolean exports = true;

    ResultRecorder(MetricExporter delegate) {
      this.delegate = delegate;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      if (!exports) {
        return CompletableResultCode.ofSuccess();
      }
      CompletableResultCode result = delegate.export(metrics);
      results.add(result);
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      return delegate.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return delegate.getAggregationTemporality(instrumentType);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType instrumentType) {
      return delegate.getDefaultAggregation(instrumentType);
    }

    @Override
    public MemoryMode getMemoryMode() {
      return delegate.getMemoryMode();
    }
  }
}
