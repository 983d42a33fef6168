/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** An exporter of 2.0 and a strict receiver for one test. */
abstract class ComplianceFixture {
  final RemoteWriteReceiver receiver = RemoteWriteReceiver.start();

  @AfterEach
  final void closeReceiver() {
    receiver.close();
  }

  /** Returns a builder of an exporter of 2.0 that tries again at once, and ends no series. */
  final PrometheusRemoteWriteMetricExporterBuilder exporter() {
    return PrometheusRemoteWriteMetricExporter.builder()
        .setEndpoint(receiver.endpoint())
        .setProtocol(ProtocolVersion.V2)
        .setStaleMarkersAtShutdownEnabled(false)
        .setRetryPolicy(
            RetryPolicy.builder()
                .setMaxAttempts(5)
                .setInitialBackoff(Duration.ofMillis(1))
                .setMaxBackoff(Duration.ofMillis(10))
                .build());
  }

  /** Exports once, and asserts that all of it was stored without a violation. */
  final void export(MetricData... metrics) {
    assertThat(export(exporter(), metrics).isSuccess()).isTrue();
    assertThat(receiver.violations()).isEmpty();
  }

  /** Exports once with an exporter made for it. */
  static CompletableResultCode export(
      PrometheusRemoteWriteMetricExporterBuilder builder, MetricData... metrics) {
    try (PrometheusRemoteWriteMetricExporter exporter = builder.build()) {
      return exporter.export(List.of(metrics)).join(30, TimeUnit.SECONDS);
    }
  }

  /** Returns the one series of this name. */
  final StoredSeries series(String name) {
    assertThat(receiver.series(name)).hasSize(1);
    return receiver.series(name).get(0);
  }

  /** Returns the one sample of the one series of this name. */
  final StoredSample sample(String name) {
    assertThat(series(name).samples()).hasSize(1);
    return series(name).samples().get(0);
  }

  final ReceivedRequest onlyRequest() {
    assertThat(receiver.requests()).hasSize(1);
    return receiver.requests().get(0);
  }

  final String header(String name) {
    List<String> values = onlyRequest().headers().getOrDefault(name, List.of());
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  /** Returns the one request's message, decoded by classes generated from the schema. */
  final Request message() {
    try {
      return Request.parseFrom(onlyRequest().message());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
