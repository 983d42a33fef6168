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
import io.github.remotewrite.it.backend.StoredSeries;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Exponential histograms as native ones, in Prometheuses that were told to take them: the buckets
 * they give back hold the values that were recorded.
 */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class NativeHistogramIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private final PrometheusServer server;
  private TestService service;

  NativeHistogramIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, NativeHistogramIT::start);
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
  void recordedValuesAreInTheBucketsTheyBelongTo() throws InterruptedException {
    // The powers of two are bounds, and so at the edge of their buckets.
    Observations observed =
        Observations.random(3_001, random -> Math.exp(4 + random.nextGaussian()))
            .and(Observations.random(1_001, random -> 0.5 + 40 * random.nextDouble()))
            .and(Observations.random(201, random -> 0))
            .and(Observations.of(0.25, 1, 1, 2, 4, 256));

    List<Bucket> buckets = storedOfRecorded(observed).buckets();

    assertThat(buckets)
        .hasSizeGreaterThan(50)
        .contains(new Bucket(Bounds.CLOSED, -1e-128, 1e-128, 201));
    assertSchema(buckets, observed.schema());
  }

  @Test
  void narrowRangeIsBroughtDownToTheFinestSchema() throws InterruptedException {
    // Spread over about 76 buckets of scale 20, of which 4096 become one.
    Observations observed =
        Observations.random(2_003, random -> 1_000 + 0.05 * random.nextDouble());

    List<Bucket> buckets = storedOfRecorded(observed).buckets();

    assertThat(buckets).hasSize(1);
    assertSchema(buckets, 8);
  }

  @Test
  void narrowRangeAroundABoundIsBroughtDownToTwoBuckets() throws InterruptedException {
    Observations observed =
        Observations.random(2_003, random -> 1_023.98 + 0.04 * random.nextDouble());

    List<Bucket> buckets = storedOfRecorded(observed).buckets();

    assertThat(buckets).hasSize(2);
    assertThat(buckets.get(0).upper()).isEqualTo(1_024);
    assertSchema(buckets, 8);
  }

  @Test
  void rangeOfAlmostAllDoublesHasTheCoarsestSchema() throws InterruptedException {
    Observations observed = Observations.of(1e300, 1, 1.5, 65_536, 65_537, 1e-120);

    List<Bucket> buckets = storedOfRecorded(observed).buckets();

    assertThat(buckets).hasSize(5);
    assertSchema(buckets, -4);
  }

  @Test
  void largestDoubleHasABucket() throws InterruptedException {
    List<Bucket> buckets =
        storedOfRecorded(Observations.of(Double.MAX_VALUE, 0x1p1023, 1)).buckets();

    assertThat(buckets)
        .last()
        .satisfies(
            bucket -> {
              assertThat(bucket.upper()).isEqualTo(Double.MAX_VALUE);
              assertThat(bucket.count()).isEqualTo(2);
            });
  }

  @Test
  void onlyZerosAreOneBucket() throws InterruptedException {
    StoredHistogram stored = storedOfRecorded(Observations.of(0, 0, 0));

    assertThat(stored.buckets()).containsExactly(new Bucket(Bounds.CLOSED, -1e-128, 1e-128, 3));
  }

  @Test
  void exporterCanChooseExponentialHistogramsByItself() throws InterruptedException {
    DefaultAggregationSelector selector =
        DefaultAggregationSelector.getDefault()
            .with(InstrumentType.HISTOGRAM, Aggregation.base2ExponentialBucketHistogram());
    try (PushingSdk sdk =
        new PushingSdk(
            service.provider(), service.exporter(server).setDefaultAggregationSelector(selector))) {
      sdk.meter().histogramBuilder("latency").setUnit("s").build().record(1.5);
      sdk.meter().counterBuilder("orders").build().add(3);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .extracting(StoredSeries::name)
          .containsExactlyInAnyOrder("latency_seconds", "orders_total");
      assertThat(sdk.statistics().delivery().requestsWritten()).isEqualTo(2);
      assertThat(sdk.statistics().delivery().samplesWritten()).isEqualTo(2);
    }
  }

  /** Records and exports; returns what is stored, which holds the values. */
  private StoredHistogram storedOfRecorded(Observations observed) throws InterruptedException {
    try (PushingSdk sdk =
        new PushingSdk(service.providerOfExponentialHistograms(), service.exporter(server))) {
      observed.recordIn(sdk.meter().histogramBuilder("balance").build());

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server)).hasSize(1);
      StoredSeries series = service.stored(server).get(0);
      assertThat(series.labels())
          .isEqualTo(service.expected().add("balance", 0).all().get(0).labels());
      StoredHistogram stored = series.histogram();
      assertThat(stored.timestampMillis()).isEqualTo(service.clock().millis());
      assertHolds(stored, observed);
      return stored;
    }
  }
}
