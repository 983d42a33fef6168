/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSeries;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Exponential histograms as classic ones, in Prometheuses as they are without options. */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class ExponentialAsClassicIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final List<Double> QUANTILES = List.of(0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99);

  private final PrometheusServer server;
  private TestService service;

  ExponentialAsClassicIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, PrometheusServer::start);
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
  void everyBucketCountsTheValuesUpToItsBound() throws InterruptedException {
    Observations observed =
        Observations.random(3_001, random -> Math.exp(4 + random.nextGaussian()))
            .and(Observations.random(1_001, random -> -0.6 - 40 * random.nextDouble()))
            .and(Observations.of(0, 0, 0, 0.25, 1, 1, 2, 4, 256));
    try (PushingSdk sdk = startSdkWithBridged(observed, 4)) {
      assertThat(sdk.export()).isTrue();

      Map<Double, Double> buckets = shownBuckets("balance_bucket");
      assertThat(buckets.size()).isBetween(200, 300);
      assertThat(buckets)
          .containsKey(0.0)
          .containsEntry(Double.POSITIVE_INFINITY, (double) observed.count())
          .allSatisfy(
              (bound, count) -> assertThat(count).isEqualTo((double) observed.countUpTo(bound)));
      assertThat(service.computed(server, "balance_count{%s}")).isEqualTo(observed.count());
      assertThat(service.computed(server, "balance_sum{%s}")).isEqualTo(observed.sum());
    }
  }

  @Test
  void quantilesAreWithinTheErrorOfTheirBuckets() throws InterruptedException {
    Observations observed =
        Observations.random(5_003, random -> Math.exp(-2 + 1.5 * random.nextGaussian()))
            .and(Observations.random(500, random -> -10 * random.nextDouble()));
    try (PushingSdk sdk = startSdkWithBridged(observed, 4)) {
      assertThat(sdk.export()).isTrue();

      assertQuantiles(observed, "balance_bucket{%s}", 4);
    }
  }

  @Test
  void quantilesOfRatesAreWithinTheErrorOfTheirBuckets() throws InterruptedException {
    Observations observed = Observations.random(2_003, random -> 100 + 900 * random.nextDouble());
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram latency = sdk.meter().histogramBuilder("latency").build();
      for (int i = 0; i < 5; i++) {
        service.clock().advance(STEP);
        observed.recordIn(latency);
        assertThat(sdk.export()).isTrue();
      }

      assertQuantiles(observed, "rate(latency_bucket{%s}[1m])", observed.schema());
    }
  }

  private void assertQuantiles(Observations observed, String buckets, int schema) {
    assertThat(QUANTILES)
        .allSatisfy(
            quantile ->
                assertThat(
                        service.computed(
                            server, "histogram_quantile(" + quantile + ", " + buckets + ")"))
                    .isCloseTo(
                        observed.quantile(quantile),
                        withinPercentage(100 * (Observations.bucketFactor(schema) - 1))));
  }

  @Test
  void boundsThatAreGoneWhenTheRangeGrowsAreNotShownAnyMore() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram latency = sdk.meter().histogramBuilder("latency").build();
      Observations narrow = Observations.random(1_001, random -> 8 + 8 * random.nextDouble());
      narrow.recordIn(latency);
      assertThat(sdk.export()).isTrue();
      Map<Double, Double> before = shownBuckets("latency_bucket");
      service.clock().advance(STEP);
      Observations wide = Observations.random(1_003, random -> 1 + 1_000 * random.nextDouble());
      wide.recordIn(latency);
      assertThat(sdk.export()).isTrue();

      Map<Double, Double> after = shownBuckets("latency_bucket");
      Observations all = narrow.and(wide);
      assertThat(after.keySet()).isNotEqualTo(before.keySet());
      assertThat(after)
          .allSatisfy((bound, count) -> assertThat(count).isEqualTo((double) all.countUpTo(bound)));
      assertQuantiles(all, "latency_bucket{%s}", all.schema());
    }
  }

  /** The buckets that a dashboard shows, by their bounds. */
  private Map<Double, Double> shownBuckets(String name) {
    Map<Double, Double> buckets = new TreeMap<>();
    for (StoredSeries series : service.shown(server)) {
      if (series.name().equals(name)) {
        String bound = String.valueOf(series.label("le"));
        buckets.put(
            bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
            series.value());
      }
    }
    return buckets;
  }

  private PushingSdk startSdk() {
    return startSdk(service.providerOfExponentialHistograms());
  }

  private PushingSdk startSdkWithBridged(Observations observed, int scale) {
    BridgedHistogram bridged = new BridgedHistogram("balance", scale, observed, service.clock());
    return startSdk(
        service.provider().registerMetricProducer(resource -> List.of(bridged.collect(resource))));
  }

  private PushingSdk startSdk(SdkMeterProviderBuilder provider) {
    return new PushingSdk(
        provider, service.exporter(server).setClassicExponentialHistogramsEnabled(true));
  }
}
