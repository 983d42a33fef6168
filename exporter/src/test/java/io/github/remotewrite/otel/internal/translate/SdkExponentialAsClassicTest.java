/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the SDK aggregates, as classic histograms. */
class SdkExponentialAsClassicTest {
  private static final AttributeKey<Long> SET = AttributeKey.longKey("set");

  private final TestClock clock = TestClock.create(Instant.ofEpochMilli(TestMetrics.MILLIS));
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder()
          .setClock(clock)
          .registerMetricReader(reader)
          .registerView(
              InstrumentSelector.builder().setName("h").build(),
              View.builder().setAggregation(Aggregation.base2ExponentialBucketHistogram()).build())
          .build();
  private final DoubleHistogram histogram = provider.get("test").histogramBuilder("h").build();
  private final TestTranslator translator =
      new TestTranslator(new TestSettings().setClassicExponentialHistograms(true));

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void estimatedQuantileLiesInTheBucketOfTheTrueOne() {
    Random random = new Random(11);
    List<double[]> sets = new ArrayList<>();
    for (int set = 0; set < 1_000; set++) {
      double[] values = randomValues(random);
      for (double value : values) {
        histogram.record(value, Attributes.of(SET, (long) set));
      }
      Arrays.sort(values);
      sets.add(values);
    }

    Map<String, List<Written>> bucketsOfSet =
        collect().named("h_bucket").stream().collect(Collectors.groupingBy(s -> s.label("set")));

    assertThat(bucketsOfSet).hasSize(1_000);
    for (int set = 0; set < 1_000; set++) {
      Buckets buckets = new Buckets(bucketsOfSet.getOrDefault(String.valueOf(set), List.of()));
      double[] values = sets.get(set);
      for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
        double rank = quantile * values.length;
        int bucket = buckets.placeOf(values[(int) Math.ceil(rank) - 1]);
        assertThat(buckets.estimate(rank))
            .as("set=%s, quantile=%s", set, quantile)
            .isBetween(buckets.lowerBound(bucket), buckets.bound(bucket));
      }
    }
  }

  @Test
  void seriesAreEndedAsTheScaleFallsAndOthersBegin() {
    Random random = new Random(12);
    Set<String> live = new HashSet<>();
    for (int collection = 0; collection < 30; collection++) {
      for (int i = 0; i < 10; i++) {
        histogram.record(Math.exp(random.nextGaussian() * collection));
      }
      clock.advance(Duration.ofSeconds(60));

      RecordingBatch batch = collect();

      List<Written> buckets = batch.named("h_bucket");
      Set<String> bounds = buckets.stream().map(s -> s.label("le")).collect(Collectors.toSet());
      Set<String> ended =
          batch.staleMarkers().stream().map(s -> s.label("le")).collect(Collectors.toSet());
      live.removeAll(bounds);
      assertThat(ended).isEqualTo(live);
      assertThat(batch.staleMarkers()).hasSameSizeAs(ended);
      assertThat(buckets.stream().mapToDouble(Written::value).toArray())
          .isSorted()
          .endsWith((collection + 1) * 10.0);
      live.clear();
      live.addAll(bounds);
    }
    assertThat(translator.dropped()).isEmpty();
  }

  private static double[] randomValues(Random random) {
    double spread = Math.pow(10, random.nextDouble(-5, 1.5));
    return random
        .doubles(random.nextInt(1, 200))
        .map(value -> value < 0.05 ? 0 : Math.exp(random.nextGaussian() * spread))
        .toArray();
  }

  private RecordingBatch collect() {
    long millis = clock.now() / 1_000_000;
    return translator.translateAt(millis, reader.collectAllMetrics().toArray(new MetricData[0]));
  }

  /** Cumulative buckets, and quantiles as {@code histogram_quantile} estimates them. */
  private static final class Buckets {
    private final double[] bounds;
    private final double[] counts;

    Buckets(List<Written> samples) {
      bounds =
          samples.stream()
              .map(sample -> sample.label("le").replace("+Inf", "Infinity"))
              .mapToDouble(Double::parseDouble)
              .toArray();
      counts = samples.stream().mapToDouble(Written::value).toArray();
    }

    int placeOf(double value) {
      int place = 0;
      while (value > bounds[place]) {
        place++;
      }
      return place;
    }

    double bound(int place) {
      return bounds[place];
    }

    double lowerBound(int place) {
      return place == 0 ? Double.NEGATIVE_INFINITY : bounds[place - 1];
    }

    double estimate(double rank) {
      int place = 0;
      while (counts[place] < rank) {
        place++;
      }
      if (place == bounds.length - 1) {
        return bounds[place - 1];
      }
      if (place == 0) {
        return bounds[0];
      }
      double below = counts[place - 1];
      return bounds[place - 1]
          + (bounds[place] - bounds[place - 1]) * (rank - below) / (counts[place] - below);
    }
  }
}
