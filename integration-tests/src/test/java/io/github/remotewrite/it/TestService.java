/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.github.remotewrite.it.backend.PrometheusApi;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A service that a test has for itself, so that several tests can share a receiver: its resource,
 * its clock, and what a receiver has of it.
 */
final class TestService {
  static final String NAMESPACE = "it";
  static final String INSTANCE = "replica-1";

  private final String name;
  private final FakeClock clock = FakeClock.behindNow(Duration.ofMinutes(2));

  TestService(String name) {
    this.name = name;
  }

  FakeClock clock() {
    return clock;
  }

  PushingSdk startSdk(PrometheusServer server) {
    return new PushingSdk(provider(), exporter(server));
  }

  SdkMeterProviderBuilder provider() {
    return SdkMeterProvider.builder().setClock(clock).setResource(resource());
  }

  /** As {@link #provider()}, with exponential histograms instead of those with explicit bounds. */
  SdkMeterProviderBuilder providerOfExponentialHistograms() {
    return provider()
        .registerView(
            InstrumentSelector.builder()
                .setType(InstrumentType.HISTOGRAM)
                .setMeterName(PushingSdk.SCOPE_NAME)
                .build(),
            View.builder().setAggregation(Aggregation.base2ExponentialBucketHistogram()).build());
  }

  PrometheusRemoteWriteMetricExporterBuilder exporter(PrometheusServer server) {
    return exporter(server.writeEndpoint());
  }

  PrometheusRemoteWriteMetricExporterBuilder exporter(URI writeEndpoint) {
    return PrometheusRemoteWriteMetricExporter.builder().setEndpoint(writeEndpoint.toString());
  }

  /** What becomes {@code job} and {@code instance}, and so no {@code target_info}. */
  Resource resource() {
    return Resource.create(
        Attributes.of(
            stringKey("service.namespace"), NAMESPACE,
            stringKey("service.name"), name,
            stringKey("service.instance.id"), INSTANCE));
  }

  String matcher() {
    return "job=\"" + NAMESPACE + "/" + name + "\"";
  }

  /** Everything a receiver has of this service, whatever its name and time. */
  List<StoredSeries> stored(PrometheusServer server) {
    return stored(server.api());
  }

  List<StoredSeries> stored(PrometheusApi api) {
    return api.rangeSamples("{" + matcher() + "}");
  }

  /** What a dashboard shows of this service at the service's time. */
  List<StoredSeries> shown(PrometheusServer server) {
    return server.api().instantQuery("{" + matcher() + "}", clock.instant());
  }

  /** The value of an expression at the service's time; {@code %s} stands for the matcher. */
  double computed(PrometheusServer server, String promQl) {
    List<StoredSeries> answer =
        server.api().instantQuery(promQl.replace("%s", matcher()), clock.instant());
    if (answer.size() != 1) {
      throw new AssertionError("query must have one answer: query=" + promQl + ", was=" + answer);
    }
    return answer.get(0).value();
  }

  /** The series of an export at the service's time, of {@link PushingSdk#meter}. */
  ExpectedSeries expected() {
    return expected(PushingSdk.SCOPE_LABELS);
  }

  ExpectedSeries expected(Map<String, String> scopeLabels) {
    Map<String, String> resourceLabels =
        Map.of("job", NAMESPACE + "/" + name, "instance", INSTANCE);
    return new ExpectedSeries(resourceLabels, scopeLabels, clock.millis());
  }
}
