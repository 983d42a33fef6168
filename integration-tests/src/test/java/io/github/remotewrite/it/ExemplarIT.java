/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.github.remotewrite.it.Spans.SPAN_ID;
import static io.github.remotewrite.it.Spans.TRACE_ID;
import static io.github.remotewrite.it.Spans.ids;
import static io.github.remotewrite.it.Spans.inSpan;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredExemplar;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Exemplars of measurements within spans, as Prometheus' exemplar API gives them back.
 *
 * <p>The SDK takes their times from the system, whatever clock its provider was given.
 */
class ExemplarIT {
  private static final Duration STEP = Duration.ofSeconds(15);

  private static PrometheusServer server;

  private TestService service;

  @BeforeAll
  static void startServer() {
    server =
        PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
            .addFeature("exemplar-storage")
            .start();
  }

  @AfterAll
  static void closeServer() {
    server.close();
  }

  @BeforeEach
  void nameService(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void counterHasTheSpanTheValueAndTheTimeOfAMeasurement() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(5);
      long before = System.currentTimeMillis();
      inSpan(SPAN_ID, () -> orders.add(2));
      long after = System.currentTimeMillis();

      assertThat(sdk.export()).isTrue();

      assertThat(stored("orders_total"))
          .singleElement()
          .satisfies(
              exemplar -> {
                assertThat(exemplar.seriesLabels())
                    .isEqualTo(service.expected().add("orders_total", 7).all().get(0).labels());
                assertThat(exemplar.labels()).isEqualTo(ids(SPAN_ID));
                assertThat(exemplar.value()).isEqualTo(2);
                assertThat(exemplar.timestampMillis()).isBetween(before, after);
              });
      assertThat(service.computed(server, "orders_total{%s}")).isEqualTo(7);
    }
  }

  @Test
  void histogramHasThemOnTheBucketsOfTheirValues() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      DoubleHistogram latency =
          sdk.meter()
              .histogramBuilder("latency")
              .setExplicitBucketBoundariesAdvice(List.of(0.0, 5.0, 10.0))
              .build();
      inSpan("00000000000000aa", () -> latency.record(10));
      latency.record(3);
      inSpan("00000000000000bb", () -> latency.record(5));
      inSpan("00000000000000cc", () -> latency.record(10.5));

      assertThat(sdk.export()).isTrue();

      assertThat(stored("latency_bucket"))
          .extracting(
              exemplar -> exemplar.seriesLabels().get("le"),
              exemplar -> exemplar.labels().get("span_id"),
              StoredExemplar::value)
          .containsExactlyInAnyOrder(
              tuple("5", "00000000000000bb", 5.0),
              tuple("10", "00000000000000aa", 10.0),
              tuple("+Inf", "00000000000000cc", 10.5));
      assertThat(stored("latency_count")).isEmpty();
    }
  }

  @Test
  void attributesThatAViewLeavesOutStandOnTheExemplar() throws InterruptedException {
    try (PushingSdk sdk = new PushingSdk(providerThatKeepsTheRoute(), service.exporter(server))) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      Attributes attributes =
          Attributes.of(stringKey("http.route"), "/cart", stringKey("user.id"), "u-17");
      inSpan(SPAN_ID, () -> orders.add(1, attributes));

      assertThat(sdk.export()).isTrue();

      assertThat(stored("orders_total"))
          .singleElement()
          .satisfies(
              exemplar -> {
                assertThat(exemplar.seriesLabels())
                    .containsEntry("http_route", "/cart")
                    .doesNotContainKey("user_id");
                assertThat(exemplar.labels())
                    .isEqualTo(Map.of("trace_id", TRACE_ID, "span_id", SPAN_ID, "user_id", "u-17"));
              });
    }
  }

  @Test
  void attributesThatDoNotFitAreNotOnTheExemplar() throws InterruptedException {
    try (PushingSdk sdk = new PushingSdk(providerThatKeepsTheRoute(), service.exporter(server))) {
      LongCounter fits = sdk.meter().counterBuilder("fits").build();
      LongCounter tooLong = sdk.meter().counterBuilder("too.long").build();
      // "trace_id", "span_id" and their values take 63 of 128 characters, "user_id" takes 7.
      String value = "\uD83D\uDE80".repeat(58);
      inSpan(SPAN_ID, () -> fits.add(1, Attributes.of(stringKey("user.id"), value)));
      inSpan(SPAN_ID, () -> tooLong.add(1, Attributes.of(stringKey("user.id"), value + "x")));

      assertThat(sdk.export()).isTrue();

      assertThat(stored("fits_total"))
          .singleElement()
          .satisfies(exemplar -> assertThat(exemplar.labels()).containsEntry("user_id", value));
      assertThat(stored("too_long_total"))
          .singleElement()
          .satisfies(exemplar -> assertThat(exemplar.labels()).isEqualTo(ids(SPAN_ID)));
    }
  }

  @Test
  void nextExportHasOnlyNewOnes() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      inSpan("00000000000000aa", () -> orders.add(1));
      assertThat(sdk.export()).isTrue();
      service.clock().advance(STEP);
      orders.add(2);
      assertThat(sdk.export()).isTrue();
      List<StoredExemplar> afterSecond = stored("orders_total");
      service.clock().advance(STEP);
      inSpan("00000000000000bb", () -> orders.add(3));
      assertThat(sdk.export()).isTrue();

      assertThat(afterSecond).extracting(StoredExemplar::value).containsExactly(1.0);
      assertThat(stored("orders_total"))
          .extracting(StoredExemplar::value)
          .containsExactly(1.0, 3.0);
    }
  }

  @Test
  void measurementsWithoutASampledSpanHaveNone() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(1);
      inSpan(Spans.notSampled(), () -> orders.add(1));

      assertThat(sdk.export()).isTrue();

      assertThat(stored("orders_total")).isEmpty();
    }
  }

  private SdkMeterProviderBuilder providerThatKeepsTheRoute() {
    return service
        .provider()
        .registerView(
            InstrumentSelector.builder().setMeterName(PushingSdk.SCOPE_NAME).build(),
            View.builder().setAttributeFilter(Set.of("http.route")).build());
  }

  private List<StoredExemplar> stored(String name) {
    Instant now = Instant.now();
    return server
        .api()
        .exemplars(
            name + "{" + service.matcher() + "}", now.minusSeconds(600), now.plusSeconds(60));
  }
}
