/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.telemetry;

import io.github.remotewrite.client.EndpointStatistics;
import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.WriteResult;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the exporter does, as metrics: those of OpenTelemetry's semantic conventions for exporters of
 * the SDK, and the counts of the sender.
 *
 * <p>Recorded once for each export, observed when somebody collects; nothing is done for a sample.
 * Where the provider is the one whose metrics are exported, they are a fixed number of series more,
 * whose values tell of the exports before. The provider is asked for with the first export, when
 * the application has set it up. Thread-safe.
 */
public final class SelfMetrics implements AutoCloseable {
  private static final String SCOPE = "io.github.remotewrite.otel";
  private static final String TYPE = "prometheus_remote_write_exporter";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Supplier<MeterProvider> provider;
  private final RemoteWriteClient client;
  private final LongSupplier nanoTime;
  private final Attributes attributes;
  private @Nullable Instruments instruments;
  private boolean closed;

  public SelfMetrics(
      Supplier<MeterProvider> provider, RemoteWriteClient client, LongSupplier nanoTime) {
    this.provider = provider;
    this.client = client;
    this.nanoTime = nanoTime;
    this.attributes =
        Attributes.builder()
            .put("otel.component.type", TYPE)
            .put("otel.component.name", TYPE + "/" + NUMBER.getAndIncrement())
            .putAll(ServerAttributes.of(client.endpoints().get(0).endpoint()))
            .build();
  }

  /** Begins an export of so many data points; null if nobody wants to know. */
  public @Nullable Operation begin(long dataPoints) {
    Instruments known = instruments();
    if (known == null) {
      return null;
    }
    known.inflight.add(dataPoints, attributes);
    return new Operation(known, dataPoints, nanoTime.getAsLong());
  }

  private synchronized @Nullable Instruments instruments() {
    if (instruments == null && !closed) {
      MeterProvider found = provider.get();
      if (found != MeterProvider.noop()) {
        instruments = new Instruments(found.get(SCOPE), client::endpoints);
      }
    }
    return instruments;
  }

  /** Ends what is observed. */
  @Override
  public synchronized void close() {
    closed = true;
    if (instruments != null) {
      instruments.delivery.close();
    }
  }

  /** One export. */
  public final class Operation {
    private final Instruments known;
    private final long dataPoints;
    private final long startNanos;

    private Operation(Instruments known, long dataPoints, long startNanos) {
      this.known = known;
      this.dataPoints = dataPoints;
      this.startNanos = startNanos;
    }

    /** Ends it with what became of its samples. */
    public void end(WriteResult result) {
      String error =
          result.isComplete() ? null : result.samplesPending() > 0 ? "timeout" : "rejected";
      end(error);
    }

    /** Ends it because of an exception. */
    public void fail(Throwable error) {
      end(error.getClass().getName());
    }

    private void end(@Nullable String error) {
      Attributes all =
          error == null ? attributes : attributes.toBuilder().put("error.type", error).build();
      double seconds = (double) (nanoTime.getAsLong() - startNanos) / TimeUnit.SECONDS.toNanos(1);
      known.inflight.add(-dataPoints, attributes);
      known.exported.add(dataPoints, all);
      known.duration.record(seconds, all);
    }
  }

  private static final class Instruments {
    private final LongUpDownCounter inflight;
    private final LongCounter exported;
    private final DoubleHistogram duration;
    private final DeliveryMetrics delivery;

    Instruments(Meter meter, Supplier<List<EndpointStatistics>> endpoints) {
      inflight =
          meter
              .upDownCounterBuilder("otel.sdk.exporter.metric_data_point.inflight")
              .setUnit("{data_point}")
              .setDescription("Data points that were handed over and have no outcome yet")
              .build();
      exported =
          meter
              .counterBuilder("otel.sdk.exporter.metric_data_point.exported")
              .setUnit("{data_point}")
              .setDescription("Data points whose export has ended, with error.type if it failed")
              .build();
      duration =
          meter
              .histogramBuilder("otel.sdk.exporter.operation.duration")
              .setUnit("s")
              .setDescription("How long exports took, retries included")
              .setExplicitBucketBoundariesAdvice(List.of())
              .build();
      delivery = new DeliveryMetrics(meter, endpoints);
    }
  }
}
