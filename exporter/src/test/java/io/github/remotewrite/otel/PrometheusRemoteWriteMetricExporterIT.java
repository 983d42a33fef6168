/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredSample;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.impl.InstrumentationUtil;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole path: a meter, the SDK, the exporter, HTTP and a strict receiver. */
class PrometheusRemoteWriteMetricExporterIT {
  private static final Resource RESOURCE =
      Resource.create(
          Attributes.of(
              stringKey("service.name"), "shop",
              stringKey("service.instance.id"), "one",
              stringKey("host.name"), "h1"));

  private RemoteWriteReceiver receiver;

  @BeforeEach
  void startReceiver() {
    receiver = RemoteWriteReceiver.start();
  }

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @ParameterizedTest
  @CsvSource({
    "REUSABLE_DATA, V1",
    "REUSABLE_DATA, V2",
    "REUSABLE_DATA, AUTO",
    "IMMUTABLE_DATA, AUTO"
  })
  void whatAMeterRecordedIsStored(MemoryMode memoryMode, ProtocolVersion protocol) {
    PrometheusRemoteWriteMetricExporter exporter =
        exporter().setMemoryMode(memoryMode).setProtocol(protocol).build();
    try (SdkMeterProvider provider = provider(exporter)) {
      Meter meter = provider.get("test");
      LongCounter orders = meter.counterBuilder("orders").build();
      DoubleHistogram durations =
          meter
              .histogramBuilder("checkout.duration")
              .setUnit("s")
              .setExplicitBucketBoundariesAdvice(List.of(0.0, 0.5, 1.0))
              .build();
      Attributes card = Attributes.of(stringKey("payment.method"), "card");
      for (int round = 1; round <= 3; round++) {
        orders.add(10, card);
        durations.record(0.4);
        durations.record(2);
        assertThat(flush(provider).isSuccess()).isTrue();
      }
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(values("orders_total")).startsWith(10.0, 20.0, 30.0);
    assertThat(values("checkout_duration_seconds_count")).startsWith(2.0, 4.0, 6.0);
    assertThat(
            receiver.series(
                Map.of(
                    "__name__", "checkout_duration_seconds_bucket",
                    "le", "0.5",
                    "job", "shop",
                    "instance", "one",
                    "otel_scope_name", "test")))
        .isPresent();
    assertThat(receiver.series("target_info"))
        .singleElement()
        .satisfies(series -> assertThat(series.labels()).containsEntry("host_name", "h1"));
  }

  @Test
  void exportEncodesBeforeItReturns() {
    CountDownLatch overwritten = new CountDownLatch(1);
    PrometheusRemoteWriteMetricExporter exporter =
        exporter()
            .setHeaders(
                () -> {
                  await(overwritten);
                  return Map.of();
                })
            .build();
    AtomicLong value = new AtomicLong(1);
    InMemoryMetricReader reader =
        InMemoryMetricReader.builder().setMemoryMode(MemoryMode.REUSABLE_DATA).build();
    SdkMeterProvider provider =
        SdkMeterProvider.builder().setResource(RESOURCE).registerMetricReader(reader).build();
    ObservableLongGauge unused =
        provider
            .get("test")
            .gaugeBuilder("g")
            .ofLongs()
            .buildWithCallback(gauge -> gauge.record(value.get()));

    CompletableResultCode result = exporter.export(reader.collectAllMetrics());
    value.set(2);
    reader.collectAllMetrics(); // The SDK uses the same objects again.
    overwritten.countDown();

    assertThat(join(result).isSuccess()).isTrue();
    assertThat(values("g")).containsExactly(1.0);
  }

  @Test
  void rejectedExportFailsAndTheNextOneSucceeds() {
    receiver.answerNext(Answer.status(401).withBody("no"));
    PrometheusRemoteWriteMetricExporter exporter = exporter().build();
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    SdkMeterProvider provider =
        SdkMeterProvider.builder().setResource(RESOURCE).registerMetricReader(reader).build();
    provider.get("test").counterBuilder("c").build().add(1);

    assertThat(join(exporter.export(reader.collectAllMetrics())).isSuccess()).isFalse();
    assertThat(join(exporter.export(reader.collectAllMetrics())).isSuccess()).isTrue();

    assertThat(exporter.getStatistics().delivery().samplesDropped())
        .containsEntry(DropReason.REJECTED, 2L); // c_total and target_info
    exporter.close();
  }

  @Test
  void unavailableReceiverIsTriedAgainWithinTheExport() {
    receiver.answerNext(Answer.status(503), 3);
    PrometheusRemoteWriteMetricExporter exporter = exporter().build();
    try (SdkMeterProvider provider = provider(exporter)) {
      provider.get("test").counterBuilder("c").build().add(1);

      assertThat(flush(provider).isSuccess()).isTrue();
    }

    assertThat(receiver.requests().subList(0, 4))
        .extracting(ReceivedRequest::body)
        .containsOnly(receiver.requests().get(0).body());
    assertThat(receiver.violations()).isEmpty();
  }

  @Test
  void retryPolicyBoundsTheAttemptsAndNullMeansNone() {
    receiver.answerNext(Answer.status(503), 100);
    RetryPolicy three =
        RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(1))
            .setMaxBackoff(Duration.ofMillis(1))
            .build();

    exportOnce(exporter().setRetryPolicy(three).build());
    assertThat(receiver.requests()).hasSize(3);
    exportOnce(exporter().setRetryPolicy(null).build());
    assertThat(receiver.requests()).hasSize(4);
  }

  @Test
  void lastCollectionIsDeliveredOnShutdownAndItsSeriesAreEnded() {
    try (SdkMeterProvider provider = provider(exporter().build())) {
      provider.get("test").counterBuilder("c").build().add(7);
    }

    assertThat(receiver.series("c_total").get(0).samples())
        .extracting(StoredSample::value, StoredSample::isStaleMarker)
        .containsExactly(tuple(7.0, false), tuple(Double.NaN, true));
  }

  @Test
  void exportAfterShutdownFailsAndSecondShutdownSucceeds() {
    PrometheusRemoteWriteMetricExporter exporter = exporter().build();

    assertThat(join(exporter.shutdown()).isSuccess()).isTrue();

    assertThat(join(exporter.export(List.of())).isSuccess()).isFalse();
    assertThat(join(exporter.shutdown()).isSuccess()).isTrue();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void namesStayAsTheyAreWithoutEscaping() {
    PrometheusRemoteWriteMetricExporter exporter =
        exporter()
            .setTranslationStrategy(TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES)
            .build();
    try (SdkMeterProvider provider = provider(exporter)) {
      provider.get("test").counterBuilder("http.requests").build().add(1);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("http.requests_total")).hasSize(1);
    assertThat(receiver.series("target_info").get(0).labels()).containsKey("host.name");
  }

  @Test
  void explicitHistogramIsNativeWithItsBoundsOnRequest() {
    PrometheusRemoteWriteMetricExporter exporter = exporter().setCustomBucketsEnabled(true).build();
    try (SdkMeterProvider provider = provider(exporter)) {
      DoubleHistogram histogram =
          provider
              .get("test")
              .histogramBuilder("h")
              .setExplicitBucketBoundariesAdvice(List.of(0.0, 5.0, 10.0))
              .build();
      for (double value : new double[] {0, 1, 2, 6, 7, 8, 20}) {
        histogram.record(value);
      }
    }

    assertThat(receiver.violations()).isEmpty();
    StoredHistogram stored = receiver.series("h").get(0).histograms().get(0);
    assertThat(stored.customValues()).containsExactly(0.0, 5.0, 10.0);
    assertThat(stored.positiveBuckets())
        .isEqualTo(new TreeMap<>(Map.of(0, 1L, 1, 2L, 2, 3L, 3, 1L)));
  }

  @Test
  void emptyCollectionSendsNothing() {
    PrometheusRemoteWriteMetricExporter exporter = exporter().build();

    assertThat(join(exporter.export(List.of())).isSuccess()).isTrue();
    assertThat(receiver.requests()).isEmpty();
    exporter.close();
  }

  @Test
  void requestsAreHiddenFromInstrumentation() {
    AtomicBoolean suppressed = new AtomicBoolean();
    exportOnce(
        exporter()
            .setHeaders(
                () -> {
                  suppressed.set(
                      InstrumentationUtil.shouldSuppressInstrumentation(Context.current()));
                  return Map.of();
                })
            .build());

    assertThat(suppressed).isTrue();
  }

  @Test
  void toBuilderKeepsEverySetting() {
    PrometheusRemoteWriteMetricExporter exporter =
        exporter()
            .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
            .setTimeout(7, TimeUnit.SECONDS)
            .setMaxSamplesPerSend(3)
            .setInstanceFallbackEnabled(false)
            .setRetryPolicy(null)
            .addHeader("X-Scope-OrgID", "tenant")
            .setBearerToken("s3cret")
            .build();

    PrometheusRemoteWriteMetricExporter copy = exporter.toBuilder().build();

    assertThat(copy).hasToString(exporter.toString());
    receiver.answerNext(Answer.status(503), 1);
    exportOnce(copy);
    assertThat(receiver.requests()).hasSize(1);
    assertThat(receiver.requests().get(0).headers())
        .containsEntry("X-Scope-OrgID", List.of("tenant"))
        .containsEntry("Authorization", List.of("Bearer s3cret"));
  }

  @Test
  void credentialsAreHiddenInToString() {
    PrometheusRemoteWriteMetricExporter exporter =
        exporter()
            .setEndpoint("http://localhost:1/write?token=s3cret")
            .addHeader("X-Api-Key", "s3cret")
            .setBasicAuth("user", "s3cret")
            .build();

    assertThat(exporter.toString()).contains("X-Api-Key", "basic").doesNotContain("s3cret");
  }

  @Test
  void badSettingsFailAtOnceWithTheRule() {
    PrometheusRemoteWriteMetricExporterBuilder builder = exporter();

    assertThatThrownBy(() -> builder.setTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout must be positive and at most a year: timeout=PT0S");
    assertThatThrownBy(() -> builder.setMaxSamplesPerSend(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxSamplesPerSend must be positive: maxSamplesPerSend=0");
    assertThatThrownBy(() -> builder.addHeader("Content-Type", "text/plain"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header must not be a reserved one: name=Content-Type");
    assertThatThrownBy(
            () ->
                exporter()
                    .setProtocol(ProtocolVersion.V1)
                    .setTranslationStrategy(TranslationStrategy.NO_TRANSLATION)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "translationStrategy needs Remote Write 2.0: translationStrategy=NO_TRANSLATION,"
                + " protocol=V1");
    assertThatThrownBy(
            () -> exporter().setProtocol(ProtocolVersion.V1).setCustomBucketsEnabled(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("customBucketsEnabled needs Remote Write 2.0");
    assertThatThrownBy(() -> builder.setBasicAuth("a", "b").setBearerToken("c").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most one of setBasicAuth, setBearerToken");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private PrometheusRemoteWriteMetricExporterBuilder exporter() {
    return PrometheusRemoteWriteMetricExporter.builder().setEndpoint(receiver.endpoint());
  }

  private static SdkMeterProvider provider(PrometheusRemoteWriteMetricExporter exporter) {
    return SdkMeterProvider.builder()
        .setResource(RESOURCE)
        .registerMetricReader(
            PeriodicMetricReader.builder(exporter).setInterval(Duration.ofDays(1)).build())
        .build();
  }

  private static void exportOnce(PrometheusRemoteWriteMetricExporter exporter) {
    SdkMeterProvider provider = provider(exporter);
    provider.get("test").counterBuilder("c").build().add(1);
    flush(provider);
  }

  private static CompletableResultCode flush(SdkMeterProvider provider) {
    return join(provider.forceFlush());
  }

  private static CompletableResultCode join(CompletableResultCode result) {
    return result.join(20, TimeUnit.SECONDS);
  }

  private List<Double> values(String metricName) {
    return receiver.series(metricName).stream()
        .flatMap(series -> series.samples().stream())
        .map(StoredSample::value)
        .toList();
  }
}
