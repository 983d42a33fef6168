/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.added;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.time.TestClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The deltas of an SDK add up to what the same SDK says is cumulative. Starts differ: a delta
 * starts with the collection before, a cumulative point with the first value.
 */
class SdkDeltasTest {
  private final TestClock clock = TestClock.create();
  private final InMemoryMetricReader deltas = InMemoryMetricReader.createDelta();
  private final InMemoryMetricReader totals = InMemoryMetricReader.create();
  private final Random random = new Random(5);

  @Test
  void histogramsAreEqual() {
    DeltaAccumulator<HistogramPointData> accumulator = DeltaAccumulator.ofHistograms(1);
    try (SdkMeterProvider provider = provider(Aggregation.explicitBucketHistogram())) {
      DoubleHistogram histogram = provider.get("test").histogramBuilder("h").build();
      for (int collection = 0; collection < 50; collection++) {
        record(histogram);

        HistogramPointData total =
            added(accumulator, only(deltas).getHistogramData().getPoints().iterator().next());

        HistogramPointData expected = only(totals).getHistogramData().getPoints().iterator().next();
        assertThat(total.getCounts()).isEqualTo(expected.getCounts());
        assertThat(total.getBoundaries()).isEqualTo(expected.getBoundaries());
        assertThat(total.getCount()).isEqualTo(expected.getCount());
        assertThat(total.getSum()).isCloseTo(expected.getSum(), within(1e-3));
        assertThat(total.getEpochNanos()).isEqualTo(expected.getEpochNanos());
      }
    }
  }

  @Test
  void exponentialHistogramsAreEqual() {
    DeltaAccumulator<ExponentialHistogramPointData> accumulator =
        DeltaAccumulator.ofExponentialHistograms(1);
    try (SdkMeterProvider provider = provider(Aggregation.base2ExponentialBucketHistogram())) {
      DoubleHistogram histogram = provider.get("test").histogramBuilder("h").build();
      for (int collection = 0; collection < 50; collection++) {
        record(histogram);

        ExponentialHistogramPointData total =
            added(
                accumulator,
                only(deltas).getExponentialHistogramData().getPoints().iterator().next());

        ExponentialHistogramPointData expected =
            only(totals).getExponentialHistogramData().getPoints().iterator().next();
        assertThat(total.getScale()).isEqualTo(expected.getScale());
        assertThat(total.getPositiveBuckets().getOffset())
            .isEqualTo(expected.getPositiveBuckets().getOffset());
        assertThat(total.getPositiveBuckets().getBucketCounts())
            .isEqualTo(expected.getPositiveBuckets().getBucketCounts());
        assertThat(total.getZeroCount()).isEqualTo(expected.getZeroCount());
        assertThat(total.getCount()).isEqualTo(expected.getCount());
        assertThat(total.getSum()).isCloseTo(expected.getSum(), within(1e-3));
      }
    }
  }

  private SdkMeterProvider provider(Aggregation aggregation) {
    return SdkMeterProvider.builder()
        .setClock(clock)
        .registerMetricReader(deltas)
        .registerMetricReader(totals)
        .registerView(
            InstrumentSelector.builder().setName("h").build(),
            View.builder().setAggregation(aggregation).build())
        .build();
  }

  private void record(DoubleHistogram histogram) {
    clock.advance(Duration.ofSeconds(1));
    for (int i = random.nextInt(1, 50); i > 0; i--) {
      histogram.record(random.nextInt(10) == 0 ? 0 : Math.exp(random.nextGaussian() * 3));
    }
  }

  private static MetricData only(InMemoryMetricReader reader) {
    return reader.collectAllMetrics().iterator().next();
  }
}
