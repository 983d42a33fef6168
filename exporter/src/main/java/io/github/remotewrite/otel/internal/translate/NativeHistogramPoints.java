/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.BucketsBuffer;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.List;

/**
 * Exponential histograms as native histograms: one series, its resolution (schema) the scale.
 *
 * <p>Scales above 8, the finest that Prometheus has, are brought down: neighbouring buckets are
 * merged first and encoded afterwards. Bucket i of OpenTelemetry is (base^i, base^(i+1)], and
 * Prometheus numbers a bucket by its upper bound, hence i + 1. The count is always that of the
 * buckets, because receivers refuse any other.
 */
final class NativeHistogramPoints implements PointKind<ExponentialHistogramPointData> {
  /** The bucket around zero, as OpenTelemetry's specification wants it where none is set. */
  static final double ZERO_THRESHOLD = 1e-128;

  private static final double[] NO_LAYOUT = {};
  private static final List<SeriesShape> SERIES = List.of(SeriesShape.named(""));

  @Override
  public double[] layout(ExponentialHistogramPointData point) throws UntranslatableException {
    if (point.getScale() < HistogramBuffer.MIN_SCHEMA) {
      throw UntranslatableException.scale(point.getScale());
    }
    return NO_LAYOUT;
  }

  @Override
  public boolean hasLayout(ExponentialHistogramPointData point, double[] layout) {
    return point.getScale() >= HistogramBuffer.MIN_SCHEMA;
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    return SERIES;
  }

  @Override
  public boolean isNext(ExponentialHistogramPointData point, int ahead, PointsInStep inStep) {
    return inStep.isNext(point.getAttributes(), point.getEpochNanos(), ahead)
        && point.getScale() >= HistogramBuffer.MIN_SCHEMA;
  }

  @Override
  public void write(ExponentialHistogramPointData point, PointWriter writer)
      throws UntranslatableException {
    int schema = Math.min(point.getScale(), HistogramBuffer.MAX_SCHEMA);
    int scaleDown = point.getScale() - schema;
    HistogramBuffer histogram =
        writer.histogram(point.getEpochNanos(), point.getStartEpochNanos(), schema);
    long zeroCount = point.getZeroCount();
    long positive = write(point.getPositiveBuckets(), scaleDown, schema, histogram.positive());
    long negative = write(point.getNegativeBuckets(), scaleDown, schema, histogram.negative());
    long count = zeroCount + positive + negative;
    if (zeroCount < 0 || count < 0) {
      throw UntranslatableException.broken("counts must not be negative: zeroCount=" + zeroCount);
    }
    histogram.setTotals(count, point.getSum(), zeroCount, ZERO_THRESHOLD);
    writer.writeHistogram(point.getExemplars());
  }

  /** Fills the buckets and returns how many observations are in them. */
  private static long write(
      ExponentialHistogramBuckets source, int scaleDown, int schema, BucketsBuffer target)
      throws UntranslatableException {
    List<Long> counts = source.getBucketCounts();
    int size = counts.size();
    if (size == 0) {
      return 0;
    }
    long offset = source.getOffset();
    int first = NativeIndex.of(offset, scaleDown, schema);
    int last = NativeIndex.of(offset + size - 1, scaleDown, schema);
    long total =
        last - first == size - 1
            ? copy(counts, first, target)
            : merge(counts, offset, scaleDown, schema, target);
    if (total < 0) {
      throw UntranslatableException.broken("counts must not overflow: buckets=" + size);
    }
    return total;
  }

  /** Fills the buckets one by one, since none are merged. */
  private static long copy(List<Long> counts, int first, BucketsBuffer target)
      throws UntranslatableException {
    long total = 0;
    int size = counts.size();
    for (int i = 0; i < size; i++) {
      long count = checked(Counts.at(counts, i), counts);
      target.add(first + i, count);
      total += count;
    }
    return total;
  }

  private static long merge(
      List<Long> counts, long offset, int scaleDown, int schema, BucketsBuffer target)
      throws UntranslatableException {
    long total = 0;
    long merged = 0;
    int mergedIndex = 0;
    for (int i = 0; i < counts.size(); i++) {
      long count = checked(Counts.at(counts, i), counts);
      int index = NativeIndex.of(offset + i, scaleDown, schema);
      if (index != mergedIndex) {
        target.add(mergedIndex, merged);
        mergedIndex = index;
        merged = 0;
      }
      merged += count;
      total += count;
    }
    target.add(mergedIndex, merged);
    return total;
  }

  private static long checked(long count, List<Long> counts) throws UntranslatableException {
    if (count < 0) {
      throw UntranslatableException.broken("counts must not be negative: counts=" + counts);
    }
    return count;
  }
}
