/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.List;

/**
 * A total of exponential histograms.
 *
 * <p>Its scale is the highest at which all deltas can be added, and at which each sign has few
 * enough buckets. It only falls, which is no reset: Prometheus merges schemas by itself. The count
 * is that of the buckets, as in {@link AccumulatedHistogram}.
 */
final class AccumulatedExponentialHistogram extends AccumulatedPoint<ExponentialHistogramPointData>
    implements ExponentialHistogramPointData {
  private final DeltaBucketsCursor positiveDelta;
  private final DeltaBucketsCursor negativeDelta;
  private final AccumulatedBuckets positive = new AccumulatedBuckets();
  private final AccumulatedBuckets negative = new AccumulatedBuckets();
  private long zeroCount;
  private long count;
  private double sum;
  private List<DoubleExemplarData> exemplars = List.of();

  /** The cursors are in use during {@link #add} only, so totals may share them. */
  AccumulatedExponentialHistogram(
      Attributes attributes, DeltaBucketsCursor positiveDelta, DeltaBucketsCursor negativeDelta) {
    super(attributes);
    this.positiveDelta = positiveDelta;
    this.negativeDelta = negativeDelta;
  }

  /** {@inheritDoc} Leaves the cursors on the delta's buckets. */
  @Override
  Fit fit(ExponentialHistogramPointData delta) {
    if (!positiveDelta.read(delta.getScale(), delta.getPositiveBuckets())
        || !negativeDelta.read(delta.getScale(), delta.getNegativeBuckets())
        || delta.getZeroCount() < 0
        || Double.isNaN(delta.getSum())) {
      return Fit.BROKEN;
    }
    long bucketCount = positiveDelta.totalCount() + negativeDelta.totalCount();
    long deltaCount = bucketCount + delta.getZeroCount();
    if (bucketCount < 0 || deltaCount < 0) {
      return Fit.BROKEN;
    }
    boolean overflows = count + deltaCount < 0 || Double.isNaN(sum + delta.getSum());
    return overflows ? Fit.BEGINS_ANEW : Fit.CONTINUES;
  }

  @Override
  void begin(ExponentialHistogramPointData delta) {
    positive.clear();
    negative.clear();
    zeroCount = 0;
    count = 0;
    sum = 0;
  }

  @Override
  void plus(ExponentialHistogramPointData delta) {
    int scale = scaleWith(delta);
    if (scale < getScale()) {
      positive.lowerScaleTo(scale);
      negative.lowerScaleTo(scale);
    }
    positive.plus(positiveDelta);
    negative.plus(negativeDelta);
    zeroCount += delta.getZeroCount();
    count += positiveDelta.totalCount() + negativeDelta.totalCount() + delta.getZeroCount();
    sum += delta.getSum();
    exemplars = delta.getExemplars();
  }

  private int scaleWith(ExponentialHistogramPointData delta) {
    if (positiveDelta.isEmpty() && negativeDelta.isEmpty()) {
      return getScale();
    }
    int scale = Math.min(getScale(), delta.getScale());
    // Ends at the lowest scale, where there is room for all that the cursors let through.
    while (!positive.hasRoomFor(positiveDelta, scale)
        || !negative.hasRoomFor(negativeDelta, scale)) {
      scale--;
    }
    return scale;
  }

  @Override
  ExponentialHistogramPointData asPoint() {
    return this;
  }

  @Override
  public int getScale() {
    return positive.getScale();
  }

  @Override
  public double getSum() {
    return sum;
  }

  @Override
  public long getCount() {
    return count;
  }

  @Override
  public long getZeroCount() {
    return zeroCount;
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
  public ExponentialHistogramBuckets getPositiveBuckets() {
    return positive;
  }

  @Override
  public ExponentialHistogramBuckets getNegativeBuckets() {
    return negative;
  }

  @Override
  public List<DoubleExemplarData> getExemplars() {
    return exemplars;
  }
}
