/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Exponential histograms as classic ones, for receivers that take no native histograms.
 *
 * <p>Bounds are the limits of the native buckets, from the first that has an observation to the
 * last one, with zero between the negative and the positive ones. They change when the range of
 * values grows, or when the SDK lowers the scale; the series of bounds that are gone end.
 *
 * <p>The layout is, in this order:
 *
 * <pre>
 *   schema, first and last index below zero, first and last index above zero   (last &lt; first: none)
 *   the bounds: -upper(last) … -upper(first - 1) below zero, 0, upper(first - 1) … upper(last)
 * </pre>
 */
final class ExponentialAsClassicPoints implements PointKind<ExponentialHistogramPointData> {
  private static final int SCHEMA = 0;
  private static final int NEGATIVE_FIRST = 1;
  private static final int NEGATIVE_LAST = 2;
  private static final int POSITIVE_FIRST = 3;
  private static final int POSITIVE_LAST = 4;
  private static final int BOUNDS = 5;

  private final ClassicBuckets buckets;

  ExponentialAsClassicPoints(DoubleFunction<String> numberText) {
    this.buckets = new ClassicBuckets(numberText);
  }

  @Override
  public double[] layout(ExponentialHistogramPointData point) throws UntranslatableException {
    if (point.getScale() < HistogramBuffer.MIN_SCHEMA) {
      throw UntranslatableException.scale(point.getScale());
    }
    int schema = schema(point);
    ExponentialHistogramBuckets negative = point.getNegativeBuckets();
    ExponentialHistogramBuckets positive = point.getPositiveBuckets();
    int negativeFirst = first(negative, point);
    int negativeLast = last(negative, point);
    int positiveFirst = first(positive, point);
    int positiveLast = last(positive, point);
    int below = places(negativeFirst, negativeLast);
    int above = places(positiveFirst, positiveLast);
    double[] layout = new double[BOUNDS + below + 1 + above];
    layout[SCHEMA] = schema;
    layout[NEGATIVE_FIRST] = negativeFirst;
    layout[NEGATIVE_LAST] = negativeLast;
    layout[POSITIVE_FIRST] = positiveFirst;
    layout[POSITIVE_LAST] = positiveLast;
    for (int i = 0; i < below; i++) {
      layout[BOUNDS + i] = -NativeIndex.upperBound(negativeLast - i, schema);
    }
    for (int i = 0; i < above; i++) {
      layout[BOUNDS + below + 1 + i] = NativeIndex.upperBound(positiveFirst - 1 + i, schema);
    }
    return layout;
  }

  @Override
  public boolean hasLayout(ExponentialHistogramPointData point, double[] layout) {
    return layout[SCHEMA] == schema(point)
        && layout[NEGATIVE_FIRST] == first(point.getNegativeBuckets(), point)
        && layout[NEGATIVE_LAST] == last(point.getNegativeBuckets(), point)
        && layout[POSITIVE_FIRST] == first(point.getPositiveBuckets(), point)
        && layout[POSITIVE_LAST] == last(point.getPositiveBuckets(), point);
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    return buckets.series(bounds(layout));
  }

  @Override
  public void write(ExponentialHistogramPointData point, PointWriter writer)
      throws UntranslatableException {
    long count = count(point);
    double[] layout = writer.layout();
    int bounds = layout.length - BOUNDS;
    SampleBuffer samples = writer.samples(point.getEpochNanos(), point.getStartEpochNanos());
    for (int i = 0; i < bounds; i++) {
      samples.setValue(ClassicBuckets.FIRST_BUCKET + i, 0);
    }
    int below = places(layout[NEGATIVE_FIRST], layout[NEGATIVE_LAST]);
    int zero = ClassicBuckets.FIRST_BUCKET + below;
    // Below zero the place goes down as the index goes up; the first place is a limit only.
    int negativeLastPlace = ClassicBuckets.FIRST_BUCKET + 1;
    addCounts(
        point,
        point.getNegativeBuckets(),
        negativeLastPlace + (int) layout[NEGATIVE_LAST],
        -1,
        samples);
    samples.setValue(zero, (double) point.getZeroCount());
    addCounts(
        point, point.getPositiveBuckets(), zero + 2 - (int) layout[POSITIVE_FIRST], 1, samples);
    double upToBound = 0;
    for (int i = 0; i < bounds; i++) {
      upToBound += samples.value(ClassicBuckets.FIRST_BUCKET + i);
      // Doubles are rounded, and their sum may pass the rounded count.
      samples.setValue(ClassicBuckets.FIRST_BUCKET + i, Math.min(upToBound, (double) count));
    }
    ClassicBuckets.setTotals(samples, bounds, point.getSum(), count);
    for (DoubleExemplarData exemplar : point.getExemplars()) {
      writer.addExemplar(exemplar, ClassicBuckets.place(exemplar.getValue(), bounds(layout)));
    }
    writer.writeSamples();
  }

  /** Returns how many observations there are in all buckets. */
  private static long count(ExponentialHistogramPointData point) throws UntranslatableException {
    long count = point.getZeroCount();
    boolean valid = count >= 0;
    for (ExponentialHistogramBuckets buckets :
        List.of(point.getNegativeBuckets(), point.getPositiveBuckets())) {
      for (long one : buckets.getBucketCounts()) {
        count += one;
        valid &= one >= 0 && count >= 0;
      }
    }
    if (!valid) {
      throw UntranslatableException.broken(
          "counts must not be negative, nor overflow: zeroCount="
              + point.getZeroCount()
              + ", negative="
              + point.getNegativeBuckets().getBucketCounts()
              + ", positive="
              + point.getPositiveBuckets().getBucketCounts());
    }
    return count;
  }

  /** Adds each bucket's count to the place {@code origin + direction * index}. */
  private static void addCounts(
      ExponentialHistogramPointData point,
      ExponentialHistogramBuckets source,
      int origin,
      int direction,
      SampleBuffer samples) {
    List<Long> counts = source.getBucketCounts();
    for (int i = 0; i < counts.size(); i++) {
      long count = Counts.at(counts, i);
      if (count > 0) {
        int place = origin + direction * index(source, i, point);
        samples.setValue(place, samples.value(place) + count);
      }
    }
  }

  private static double[] bounds(double[] layout) {
    return Arrays.copyOfRange(layout, BOUNDS, layout.length);
  }

  /** Returns how many bounds buckets from first to last have: one more than there are buckets. */
  private static int places(double first, double last) {
    return last < first ? 0 : (int) (last - first) + 2;
  }

  private static int schema(ExponentialHistogramPointData point) {
    return Math.min(point.getScale(), HistogramBuffer.MAX_SCHEMA);
  }

  private static int index(
      ExponentialHistogramBuckets source, int bucket, ExponentialHistogramPointData point) {
    int schema = schema(point);
    return NativeIndex.of((long) source.getOffset() + bucket, point.getScale() - schema, schema);
  }

  /** Returns the index of the first bucket with an observation, or the highest int. */
  private static int first(
      ExponentialHistogramBuckets source, ExponentialHistogramPointData point) {
    List<Long> counts = source.getBucketCounts();
    for (int i = 0; i < counts.size(); i++) {
      if (Counts.at(counts, i) > 0) {
        return index(source, i, point);
      }
    }
    return Integer.MAX_VALUE;
  }

  /** Returns the index of the last bucket with an observation, or the lowest int. */
  private static int last(ExponentialHistogramBuckets source, ExponentialHistogramPointData point) {
    List<Long> counts = source.getBucketCounts();
    for (int i = counts.size() - 1; i >= 0; i--) {
      if (Counts.at(counts, i) > 0) {
        return index(source, i, point);
      }
    }
    return Integer.MIN_VALUE;
  }
}
