/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.github.remotewrite.it.Spans.SPAN_ID;
import static io.github.remotewrite.it.Spans.ids;
import static io.github.remotewrite.it.Spans.inSpan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredExemplar;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Exemplars of native histograms, which stand on one series whatever their values. */
class NativeHistogramExemplarIT {
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final String OUT_OF_ORDER = "out-of-order exemplars";

  private static PrometheusServer server;

  private TestService service;

  @BeforeAll
  static void startServer() {
    server =
        PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
            .addFeature("exemplar-storage")
            .addFeature("native-histograms")
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
  void recordedHistogramHasTheSpanAndTheValueOfAMeasurement() throws InterruptedException {
    try (PushingSdk sdk =
        new PushingSdk(service.providerOfExponentialHistograms(), service.exporter(server))) {
      DoubleHistogram latency = sdk.meter().histogramBuilder("latency").build();
      // Over 1.0, Prometheus 3.5 looks for the series before it stores the histogram, and so loses
      // the exemplars of a series that is new.
      latency.record(5);
      assertThat(sdk.export()).isTrue();
      service.clock().advance(STEP);
      inSpan(SPAN_ID, () -> latency.record(10));
      assertThat(sdk.export()).isTrue();

      assertThat(stored("latency"))
          .singleElement()
          .satisfies(
              exemplar -> {
                assertThat(exemplar.seriesLabels())
                    .isEqualTo(service.expected().add("latency", 0).all().get(0).labels());
                assertThat(exemplar.labels()).isEqualTo(ids(SPAN_ID));
                assertThat(exemplar.value()).isEqualTo(10);
              });
    }
  }

  @Test
  void severalAreSentOnceAndOldestFirst() throws InterruptedException {
    List<DoubleExemplarData> exemplars = new ArrayList<>();
    BridgedHistogram bridged =
        new BridgedHistogram("latency", 3, Observations.of(1, 2, 3), exemplars, service.clock());
    try (PushingSdk sdk = startSdk(bridged)) {
      assertThat(sdk.export()).isTrue();
      exemplars.add(exemplar("00000000000000bb", 2, 3));
      exemplars.add(exemplar("00000000000000cc", 3, 1));
      exemplars.add(exemplar("00000000000000aa", 1, 2));
      service.clock().advance(STEP);
      assertThat(sdk.export()).isTrue();
      List<StoredExemplar> stored = stored("latency");
      // The bridge hands them over again.
      service.clock().advance(STEP);
      assertThat(sdk.export()).isTrue();

      assertThat(stored)
          .extracting(exemplar -> exemplar.labels().get("span_id"), StoredExemplar::value)
          .containsExactly(
              tuple("00000000000000aa", 2.0),
              tuple("00000000000000bb", 3.0),
              tuple("00000000000000cc", 1.0));
      assertThat(stored("latency")).isEqualTo(stored);
      assertThat(server.log()).doesNotContain(OUT_OF_ORDER);
    }
    // Prometheus would have told: an exporter that doesn't know what was sent.
    try (PushingSdk other = startSdk(bridged)) {
      service.clock().advance(STEP);
      assertThat(other.export()).isTrue();

      assertThat(server.log()).contains(OUT_OF_ORDER);
    }
  }

  private PushingSdk startSdk(BridgedHistogram bridged) {
    return new PushingSdk(
        service.provider().registerMetricProducer(resource -> List.of(bridged.collect(resource))),
        service.exporter(server));
  }

  private DoubleExemplarData exemplar(String spanId, int secondsAhead, double value) {
    return DoubleExemplarData.create(
        Attributes.empty(),
        service.clock().now() + Duration.ofSeconds(secondsAhead).toNanos(),
        Spans.sampled(spanId),
        value);
  }

  private List<StoredExemplar> stored(String name) {
    Instant now = Instant.now();
    return server
        .api()
        .exemplars(
            name + "{" + service.matcher() + "}", now.minusSeconds(600), now.plusSeconds(60));
  }
}
