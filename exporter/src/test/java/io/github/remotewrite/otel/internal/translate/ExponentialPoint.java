/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.Arrays;
import java.util.List;

/** A point of a producer that doesn't keep the SDK's own rules, such as how many buckets it has. */
record ExponentialPoint(
    int getScale,
    double getSum,
    long getZeroCount,
    ExponentialHistogramBuckets getPositiveBuckets,
    ExponentialHistogramBuckets getNegativeBuckets,
    Attributes getAttributes,
    long getEpochNanos,
    List<DoubleExemplarData> getExemplars)
    implements ExponentialHistogramPointData {
  static final Side NONE = buckets(0);

  static ExponentialPoint of(int scale, Side positive, long zeroCount, Side negative) {
    return new ExponentialPoint(
        scale,
        1,
        zeroCount,
        positive.atScale(scale),
        negative.atScale(scale),
        Attributes.empty(),
        TestMetrics.NANOS,
        List.of());
  }

  static ExponentialPoint of(int scale, Side positive) {
    return of(scale, positive, 0, NONE);
  }

  static Side buckets(int offset, long... counts) {
    return new Side(0, offset, Arrays.stream(counts).boxed().toList());
  }

  ExponentialPoint with(Attributes attributes) {
    return new ExponentialPoint(
        getScale,
        getSum,
        getZeroCount,
        getPositiveBuckets,
        getNegativeBuckets,
        attributes,
        getEpochNanos,
        getExemplars);
  }

  ExponentialPoint with(DoubleExemplarData... exemplars) {
    return new ExponentialPoint(
        getScale,
        getSum,
        getZeroCount,
        getPositiveBuckets,
        getNegativeBuckets,
        getAttributes,
        getEpochNanos,
        List.of(exemplars));
  }

  ExponentialPoint withSum(double sum) {
    return new ExponentialPoint(
        getScale,
        sum,
        getZeroCount,
        getPositiveBuckets,
        getNegativeBuckets,
        getAttributes,
        getEpochNanos,
        getExemplars);
  }

  ExponentialPoint at(long epochNanos) {
    return new ExponentialPoint(
        getScale,
        getSum,
        getZeroCount,
        getPositiveBuckets,
        getNegativeBuckets,
        getAttributes,
        epochNanos,
        getExemplars);
  }

  @Override
  public long getCount() {
    return getZeroCount + getPositiveBuckets.getTotalCount() + getNegativeBuckets.getTotalCount();
  }

  @Override
  public boolean hasMin() {
    return false;
  }

  @Override
  public double getMin() {
    return 0;
  }

  @Override
  public boolean hasMax() {
    return false;
  }

  @Override
  public double getMax() {
    return 0;
  }

  @Override
  public long getStartEpochNanos() {
    return TestMetrics.START_NANOS;
  }

  /** The buckets of one sign. */
  record Side(int getScale, int getOffset, List<Long> getBucketCounts)
      implements ExponentialHistogramBuckets {
    Side atScale(int scale) {
      return new Side(scale, getOffset, getBucketCounts);
    }

    @Override
    public long getTotalCount() {
      return getBucketCounts.stream().mapToLong(Long::longValue).sum();
    }
  }
}
