/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import java.time.Duration;
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
 * What quantiles and rates of native histograms say, against the values that were recorded.
 *
 * <p>A quantile of Prometheus and the true one lie in the same bucket, so they are apart by less
 * than its width.
 */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class NativeHistogramQueryIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final List<Double> QUANTILES = List.of(0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99);

  private final PrometheusServer server;
  private TestService service;

  NativeHistogramQueryIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, NativeHistogramQueryIT::start);
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
  void quantilesAreWithinTheErrorOfTheirBuckets() throws InterruptedException {
    Observations observed =
        Observations.random(5_003, random -> Math.exp(-2 + 1.5 * random.nextGaussian()));
    try (PushingSdk sdk = startSdk()) {
      observed.recordIn(sdk.meter().histogramBuilder("latency").build());
      assertThat(sdk.export()).isTrue();

      assertQuantiles(observed, "latency{%s}", observed.schema());
    }
  }

  @Test
  void quantilesOfANarrowRangeAreWithinAFewTenthsOfAPercent() throws InterruptedException {
    Observations observed = Observations.random(3_001, random -> 100 + 10 * random.nextDouble());
    try (PushingSdk sdk = startSdk()) {
      observed.recordIn(sdk.meter().histogramBuilder("latency").build());
      assertThat(sdk.export()).isTrue();

      assertThat(Observations.bucketFactor(8)).isLessThan(1.003);
      assertQuantiles(observed, "latency{%s}", 8);
    }
  }

  @Test
  void quantilesOfNegativeAndPositiveValuesAreWithinTheErrorOfTheirBuckets()
      throws InterruptedException {
    Observations observed =
        Observations.random(5_003, random -> Math.exp(-2 + 1.5 * random.nextGaussian()))
            .and(Observations.random(1_000, random -> -10 * random.nextDouble()));
    BridgedHistogram bridged = new BridgedHistogram("balance", 4, observed, service.clock());
    SdkMeterProviderBuilder provider =
        service.provider().registerMetricProducer(resource -> List.of(bridged.collect(resource)));
    try (PushingSdk sdk = new PushingSdk(provider, service.exporter(server))) {
      assertThat(sdk.export()).isTrue();

      assertQuantiles(observed, "balance{%s}", 4);
    }
  }

  @Test
  void rateHasTheCountTheSumAndTheQuantilesOfWhatWasAdded() throws InterruptedException {
    Observations observed = Observations.random(1_001, random -> Math.exp(random.nextGaussian()));
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram latency = sdk.meter().histogramBuilder("latency").build();
      for (int i = 0; i < 5; i++) {
        service.clock().advance(STEP);
        observed.recordIn(latency);
        assertThat(sdk.export()).isTrue();
      }

      assertThat(service.stored(server))
          .singleElement()
          .satisfies(series -> assertThat(series.histograms()).hasSize(5));
      assertThat(service.computed(server, "histogram_count(rate(latency{%s}[1m]))"))
          .isCloseTo(observed.count() / 15.0, within(1e-9));
      assertThat(service.computed(server, "histogram_sum(rate(latency{%s}[1m]))"))
          .isCloseTo(observed.sum() / 15, within(1e-9));
      assertQuantiles(observed, "rate(latency{%s}[1m])", observed.schema());
    }
  }

  @Test
  void rateIsRightWhileTheSchemaBecomesCoarser() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram latency = sdk.meter().histogramBuilder("latency").build();
      for (double widest : new double[] {100.01, 101, 200, 1e6, 1e40}) {
        service.clock().advance(STEP);
        Observations.of(100, 100, widest).recordIn(latency);
        assertThat(sdk.export()).isTrue();
      }

      assertThat(service.computed(server, "histogram_count(rate(latency{%s}[1m]))"))
          .isCloseTo(3 / 15.0, within(1e-9));
    }
  }

  private void assertQuantiles(Observations observed, String histogram, int schema) {
    double error = Observations.bucketFactor(schema) - 1;
    assertThat(QUANTILES)
        .allSatisfy(
            quantile ->
                assertThat(
                        service.computed(
                            server, "histogram_quantile(" + quantile + ", " + histogram + ")"))
                    .isCloseTo(observed.quantile(quantile), withinPercentage(100 * error)));
  }

  private PushingSdk startSdk() {
    return new PushingSdk(service.providerOfExponentialHistograms(), service.exporter(server));
  }
}
