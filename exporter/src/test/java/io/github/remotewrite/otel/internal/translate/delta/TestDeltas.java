/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Deltas as a producer might hand them over, whether or not they make sense. */
final class TestDeltas {
  private TestDeltas() {}

  static Attributes series(long number) {
    return Attributes.builder().put("series", number).build();
  }

  static LongPointData longs(long start, long end, long value) {
    return longs(start, end, series(1), value);
  }

  static LongPointData longs(long start, long end, Attributes attributes, long value) {
    return ImmutableLongPointData.create(start, end, attributes, value);
  }

  static DoublePointData doubles(long start, long end, double value) {
    return ImmutableDoublePointData.create(start, end, series(1), value);
  }

  static HistogramPointData histogram(
      long start, long end, double sum, List<Double> bounds, long... counts) {
    return new Histogram(
        start, end, sum, Arrays.stream(counts).sum(), bounds, boxed(counts), List.of());
  }

  static ExponentialHistogramPointData exponential(
      long start, long end, double sum, long zeroCount, Buckets positive, Buckets negative) {
    return new Exponential(start, end, positive.getScale(), sum, zeroCount, positive, negative);
  }

  static ExponentialHistogramPointData exponential(long start, long end, Buckets positive) {
    return exponential(start, end, 1, 0, positive, buckets(positive.getScale(), 0));
  }

  static Buckets buckets(int scale, int offset, long... counts) {
    return new Buckets(scale, offset, boxed(counts), Arrays.stream(counts).sum());
  }

  static List<Long> boxed(long... counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  /** Adds a delta that is expected to be accepted. */
  static <P extends PointData> P added(DeltaAccumulator<P> accumulator, P delta) {
    P total = accumulator.add(delta);
    assertThat(accumulator.outcome()).isEqualTo(DeltaOutcome.ADDED);
    return Objects.requireNonNull(total, "total");
  }

  record Histogram(
      long getStartEpochNanos,
      long getEpochNanos,
      double getSum,
      long getCount,
      List<Double> getBoundaries,
      List<Long> getCounts,
      List<DoubleExemplarData> getExemplars)
      implements HistogramPointData {
    @Override
    public Attributes getAttributes() {
      return series(1);
    }

    @Override
    public boolean hasMin() {
      return true;
    }

    @Override
    public double getMin() {
      return 1;
    }

    @Override
    public boolean hasMax() {
      return true;
    }

    @Override
    public double getMax() {
      return 2;
    }
  }

  record Exponential(
      long getStartEpochNanos,
      long getEpochNanos,
      int getScale,
      double getSum,
      long getZeroCount,
      ExponentialHistogramBuckets getPositiveBuckets,
      ExponentialHistogramBuckets getNegativeBuckets)
      implements ExponentialHistogramPointData {
    @Override
    public Attributes getAttributes() {
      return series(1);
    }

    @Override
    public long getCount() {
      return getZeroCount + getPositiveBuckets.getTotalCount() + getNegativeBuckets.getTotalCount();
    }

    @Override
    public boolean hasMin() {
      return true;
    }

    @Override
    public double getMin() {
      return 1;
    }

    @Override
    public boolean hasMax() {
      return true;
    }

    @Override
    public double getMax() {
      return 2;
    }

    @Override
    public List<DoubleExemplarData> getExemplars() {
      return List.of();
    }
  }

  record Buckets(int getScale, int getOffset, List<Long> getBucketCounts, long getTotalCount)
      implements ExponentialHistogramBuckets {}
}
