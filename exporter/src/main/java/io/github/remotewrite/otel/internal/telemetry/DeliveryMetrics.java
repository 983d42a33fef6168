/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.telemetry;

import io.github.remotewrite.client.AttemptOutcome;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.EndpointStatistics;
import io.github.remotewrite.client.ProtocolVersion;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The counts of the sender, observed for each receiver. */
final class DeliveryMetrics implements AutoCloseable {
  private final Supplier<List<EndpointStatistics>> endpoints;
  private final ObservableLongMeasurement pending;
  private final ObservableLongMeasurement queueBytes;
  private final ObservableDoubleMeasurement queueAge;
  private final ObservableLongMeasurement written;
  private final ObservableLongMeasurement retried;
  private final ObservableLongMeasurement dropped;
  private final ObservableLongMeasurement requests;
  private final ObservableLongMeasurement requestBytes;
  private final ObservableLongMeasurement protocol;
  private final BatchCallback callback;

  DeliveryMetrics(Meter meter, Supplier<List<EndpointStatistics>> endpoints) {
    this.endpoints = endpoints;
    pending =
        meter
            .upDownCounterBuilder("remote_write.samples.pending")
            .setUnit("{sample}")
            .setDescription("Samples that wait for the receiver or are in flight")
            .buildObserver();
    queueBytes =
        meter
            .upDownCounterBuilder("remote_write.queue.size")
            .setUnit("By")
            .setDescription("Bytes of the requests that wait or are in flight")
            .buildObserver();
    queueAge =
        meter
            .gaugeBuilder("remote_write.queue.age")
            .setUnit("s")
            .setDescription("For how long the oldest of these requests has been waiting")
            .buildObserver();
    written = counter(meter, "remote_write.samples.written", "{sample}", "Samples accepted");
    retried = counter(meter, "remote_write.samples.retried", "{sample}", "Samples sent again");
    dropped = counter(meter, "remote_write.samples.dropped", "{sample}", "Samples lost, by reason");
    requests = counter(meter, "remote_write.requests", "{request}", "Attempts, by outcome");
    requestBytes = counter(meter, "remote_write.request.io", "By", "Bytes sent, by outcome");
    protocol =
        meter
            .gaugeBuilder("remote_write.protocol")
            .ofLongs()
            .setDescription("1 for the version of Remote Write that is spoken")
            .buildObserver();
    callback =
        meter.batchCallback(
            this::observe,
            pending,
            queueBytes,
            queueAge,
            written,
            retried,
            dropped,
            requests,
            requestBytes,
            protocol);
  }

  private static ObservableLongMeasurement counter(
      Meter meter, String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).buildObserver();
  }

  private void observe() {
    for (EndpointStatistics endpoint : endpoints.get()) {
      observe(endpoint, ServerAttributes.of(endpoint.endpoint()));
    }
  }

  private void observe(EndpointStatistics endpoint, Attributes server) {
    pending.record(endpoint.samplesPending(), server);
    queueBytes.record(endpoint.queueBytes(), server);
    queueAge.record((double) endpoint.queueAge().toMillis() / TimeUnit.SECONDS.toMillis(1), server);
    written.record(endpoint.delivery().samplesWritten(), server);
    retried.record(endpoint.delivery().samplesRetried(), server);
    for (Map.Entry<DropReason, Long> entry : endpoint.delivery().samplesDropped().entrySet()) {
      dropped.record(entry.getValue(), with(server, "reason", entry.getKey()));
    }
    for (Map.Entry<AttemptOutcome, Long> entry : endpoint.delivery().attempts().entrySet()) {
      requests.record(entry.getValue(), with(server, "outcome", entry.getKey()));
    }
    for (Map.Entry<AttemptOutcome, Long> entry : endpoint.delivery().attemptBytes().entrySet()) {
      requestBytes.record(entry.getValue(), with(server, "outcome", entry.getKey()));
    }
    if (endpoint.protocol() != ProtocolVersion.AUTO) {
      String version = endpoint.protocol() == ProtocolVersion.V1 ? "1.0" : "2.0";
      protocol.record(1, server.toBuilder().put("version", version).build());
    }
  }

  private static Attributes with(Attributes server, String key, Enum<?> value) {
    return server.toBuilder().put(key, value.name().toLowerCase(Locale.ROOT)).build();
  }

  @Override
  public void close() {
    callback.close();
  }
}
