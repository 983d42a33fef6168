/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.github.remotewrite.it.NativeBuckets.assertHolds;
import static io.github.remotewrite.it.NativeBuckets.assertSchema;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredHistogram;
import io.github.remotewrite.it.backend.StoredHistogram.Bounds;
import io.github.remotewrite.it.backend.StoredHistogram.Bucket;
import io.github.remotewrite.otel.DataPointDropReason;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Exponential histograms that the SDK itself doesn't make, as native ones. */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class NativeHistogramOfBridgeIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private final PrometheusServer server;
  private TestService service;

  NativeHistogramOfBridgeIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, NativeHistogramOfBridgeIT::start);
  }

  private static PrometheusServer start(RealReceiver receiver) {
    return PrometheusServer.builder(receiver).addFeature("native-histograms").start();
  }

  @BeforeEach
  void nameService(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
  }

  @AfterAll
  static void closeServers() {
    SERVERS.values().forEach(PrometheusServer::close);
    SERVERS.clear();
  }

  @Test
  void negativePositiveAndZeroValuesAreInTheBucketsTheyBelongTo() throws InterruptedException {
    Observations observed =
        Observations.random(3_001, random -> 5 * random.nextGaussian())
            .and(Observations.random(1_001, random -> -0.5 - 40 * random.nextDouble()))
            .and(Observations.random(201, random -> 0))
            .and(Observations.of(0.25, 1, 1, 2, -1, -2, -2, -16));

    List<Bucket> buckets = stored(observed, 3).buckets();

    assertThat(buckets)
        .extracting(Bucket::bounds)
        .contains(Bounds.LOWER_CLOSED, Bounds.CLOSED, Bounds.UPPER_CLOSED);
    assertSchema(buckets, 3);
  }

  @Test
  void scaleTwentyIsBroughtDownOnBothSidesOfZero() throws InterruptedException {
    Observations observed =
        Observations.random(1_001, random -> 1_023 + 2 * random.nextDouble())
            .and(Observations.random(1_003, random -> -0.0312 - 0.0001 * random.nextDouble()));

    List<Bucket> buckets = stored(observed, 20).buckets();

    assertThat(buckets).hasSizeBetween(4, 6);
    assertSchema(buckets, 8);
  }

  @Test
  void scaleBelowMinusFourIsDroppedAndCounted() throws InterruptedException {
    try (PushingSdk sdk = startSdk(Observations.of(1, 1e100), -5)) {
      sdk.meter().counterBuilder("orders").build().add(1);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyElementsOf(service.expected().add("orders_total", 1).all());
      assertThat(sdk.statistics().dataPointsDropped()).containsEntry(DataPointDropReason.SCALE, 1L);
    }
  }

  /** Exports; returns what is stored, which holds the values. */
  private StoredHistogram stored(Observations observed, int scale) throws InterruptedException {
    try (PushingSdk sdk = startSdk(observed, scale)) {
      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server)).hasSize(1);
      StoredHistogram stored = service.stored(server).get(0).histogram();
      assertHolds(stored, observed);
      return stored;
    }
  }

  private PushingSdk startSdk(Observations observed, int scale) {
    BridgedHistogram bridged = new BridgedHistogram("balance", scale, observed, service.clock());
    SdkMeterProviderBuilder provider =
        service.provider().registerMetricProducer(resource -> List.of(bridged.collect(resource)));
    return new PushingSdk(provider, service.exporter(server));
  }
}
