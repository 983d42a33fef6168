/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.otel.internal.telemetry.SelfMetrics;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pushes metrics to a Prometheus Remote Write receiver.
 *
 * <pre>{@code
 * SdkMeterProvider provider =
 *     SdkMeterProvider.builder()
 *         .registerMetricReader(
 *             PeriodicMetricReader.create(
 *                 PrometheusRemoteWriteMetricExporter.builder()
 *                     .setEndpoint("http://localhost:9090/api/v1/write")
 *                     .build()))
 *         .build();
 * }</pre>
 *
 * <p>Temporality is always cumulative, which is what Prometheus stores. Delivery goes on in the
 * background: {@link #export} encodes the data and returns. Its result completes when the receiver
 * has answered, at the latest at the timeout; it fails if anything was lost, or is still waiting:
 * what waits is delivered once the receiver takes it, with the time of its collection. Thread-safe,
 * and no method throws because of what is exported or who receives it.
 */
public final class PrometheusRemoteWriteMetricExporter implements MetricExporter {
  private static final System.Logger LOGGER =
      System.getLogger(PrometheusRemoteWriteMetricExporter.class.getName());

  private final PrometheusRemoteWriteMetricExporterBuilder settings;
  private final RemoteWriteClient client;
  private final Translator translator;
  private final SelfMetrics selfMetrics;
  private final AtomicBoolean shutdown = new AtomicBoolean();

  PrometheusRemoteWriteMetricExporter(
      PrometheusRemoteWriteMetricExporterBuilder settings,
      RemoteWriteClient client,
      Translator translator) {
    this.settings = settings;
    this.client = client;
    this.translator = translator;
    this.selfMetrics = new SelfMetrics(settings.meterProvider(), client, System::nanoTime);
  }

  /** Returns an exporter that pushes to a Prometheus on this host. */
  public static PrometheusRemoteWriteMetricExporter getDefault() {
    return builder().build();
  }

  /** Returns a builder. */
  public static PrometheusRemoteWriteMetricExporterBuilder builder() {
    return new PrometheusRemoteWriteMetricExporterBuilder();
  }

  /** Returns a builder with the settings of this exporter. */
  public PrometheusRemoteWriteMetricExporterBuilder toBuilder() {
    return new PrometheusRemoteWriteMetricExporterBuilder(settings);
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    requireNonNull(metrics, "metrics");
    if (shutdown.get()) {
      return CompletableResultCode.ofFailure();
    }
    SelfMetrics.Operation operation = null;
    try {
      operation = selfMetrics.begin(dataPoints(metrics));
      // The client runs one write at a time, which guards the translator.
      return toResult(
          observed(client.write(batch -> translator.translate(metrics, batch)), operation),
          WriteResult::isComplete);
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "export failed: metrics=" + metrics.size(), e);
      if (operation != null) {
        operation.fail(e);
      }
      return CompletableResultCode.ofFailure();
    }
  }

  private static long dataPoints(Collection<MetricData> metrics) {
    long dataPoints = 0;
    for (MetricData metric : metrics) {
      dataPoints += metric.getData().getPoints().size();
    }
    return dataPoints;
  }

  private static CompletableFuture<WriteResult> observed(
      CompletableFuture<WriteResult> future, SelfMetrics.@Nullable Operation operation) {
    if (operation == null) {
      return future;
    }
    return future.thenApply(
        result -> {
          operation.end(result);
          return result;
        });
  }

  /**
   * Waits for the exports so far. The result completes at the latest at the timeout, and succeeds
   * if each of them had its outcome by then.
   */
  @Override
  public CompletableResultCode flush() {
    return toResult(client.flush(), complete -> complete);
  }

  /**
   * Ends all series, delivers the exports so far, then stops. The result completes at the latest at
   * the timeout, and succeeds if everything had its outcome by then; what had not waits on disk for
   * the next start, if there is a queue on disk, and else is counted as lost. A second call
   * succeeds at once.
   */
  @Override
  public CompletableResultCode shutdown() {
    if (!shutdown.compareAndSet(false, true)) {
      return CompletableResultCode.ofSuccess();
    }
    return toResult(shutDown(), complete -> complete);
  }

  private CompletableFuture<Boolean> shutDown() {
    try {
      CompletableFuture<WriteResult> unused = client.write(translator::translateShutdown);
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "series could not be ended", e);
    }
    return client
        .shutdown()
        .thenApply(
            complete -> {
              selfMetrics.close();
              return complete;
            });
  }

  private static <T> CompletableResultCode toResult(
      CompletableFuture<T> future, Predicate<T> isSuccess) {
    CompletableResultCode result = new CompletableResultCode();
    CompletableFuture<T> unused =
        future.whenComplete(
            (outcome, error) -> {
              if (error == null && isSuccess.test(outcome)) {
                result.succeed();
              } else {
                result.fail();
              }
            });
    return result;
  }

  /**
   * Returns which version of Remote Write is spoken: 1.0, 2.0, or {@link ProtocolVersion#AUTO}
   * while the receiver has not shown yet what it understands.
   */
  public ProtocolVersion getProtocol() {
    return client.protocol();
  }

  /** Returns what became of everything exported so far. */
  public ExportStatistics getStatistics() {
    return new ExportStatistics(translator.droppedPoints(), client.statistics());
  }

  /** Returns cumulative for every instrument: Prometheus stores totals. */
  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrumentType) {
    return settings.defaultAggregationSelector().getDefaultAggregation(instrumentType);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return settings.memoryMode();
  }

  @Override
  public String toString() {
    return "PrometheusRemoteWriteMetricExporter" + settings;
  }
}
