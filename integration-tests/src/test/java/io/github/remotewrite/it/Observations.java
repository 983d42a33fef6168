/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static java.util.stream.Collectors.toMap;

import io.github.remotewrite.it.backend.StoredHistogram;
import io.github.remotewrite.it.backend.StoredHistogram.Bounds;
import io.github.remotewrite.it.backend.StoredHistogram.Bucket;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Values for a histogram, and what is true of them, computed from the values themselves rather than
 * from buckets.
 */
final class Observations {
  // What the SDK has of positive and of negative buckets, if nothing else is said.
  private static final int MAX_BUCKETS = 160;
  private static final int FINEST_SCHEMA = 8;

  private final double[] values;
  private final double[] sorted;

  private Observations(double[] values) {
    this.values = values;
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  static Observations of(double... values) {
    return new Observations(values.clone());
  }

  /** As many values of a distribution, always the same ones. */
  static Observations random(int count, ToDoubleFunction<Random> distribution) {
    Random random = new Random(count);
    return new Observations(
        DoubleStream.generate(() -> distribution.applyAsDouble(random)).limit(count).toArray());
  }

  Observations and(Observations others) {
    return new Observations(
        DoubleStream.concat(Arrays.stream(values), Arrays.stream(others.values)).toArray());
  }

  void recordIn(DoubleHistogram histogram) {
    for (double value : values) {
      histogram.record(value);
    }
  }

  int count() {
    return values.length;
  }

  /** The sum, added up in the order of recording. */
  double sum() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  long countUpTo(double bound) {
    return count(value -> value <= bound);
  }

  /** The buckets of {@code stored}, each with the number of values that lie in it. */
  Map<Bucket, Long> countedInto(StoredHistogram stored) {
    return stored.buckets().stream()
        .collect(toMap(bucket -> bucket, bucket -> count(value -> contains(bucket, value))));
  }

  private long count(DoublePredicate condition) {
    return Arrays.stream(values).filter(condition).count();
  }

  private static boolean contains(Bucket bucket, double value) {
    Bounds bounds = bucket.bounds();
    boolean lowerClosed = bounds == Bounds.LOWER_CLOSED || bounds == Bounds.CLOSED;
    boolean upperClosed = bounds == Bounds.UPPER_CLOSED || bounds == Bounds.CLOSED;
    return (lowerClosed ? value >= bucket.lower() : value > bucket.lower())
        && (upperClosed ? value <= bucket.upper() : value < bucket.upper());
  }

  /** The smallest value that is not below this share of all values. */
  double quantile(double quantile) {
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }

  /** How much larger a bucket's upper bound is than its lower one. */
  static double bucketFactor(int schema) {
    return Math.pow(2, Math.pow(2, -schema));
  }

  /**
   * The finest schema under which neither the positive nor the negative values need more buckets.
   */
  int schema() {
    int schema = FINEST_SCHEMA;
    while (Math.max(buckets(1, schema), buckets(-1, schema)) > MAX_BUCKETS) {
      schema--;
    }
    return schema;
  }

  private long buckets(int sign, int schema) {
    LongSummaryStatistics indexes =
        magnitudes(sign).mapToLong(magnitude -> index(magnitude, schema)).summaryStatistics();
    return indexes.getCount() == 0 ? 0 : indexes.getMax() - indexes.getMin() + 1;
  }

  /** The positive values for 1, the negative ones without their sign for -1. */
  DoubleStream magnitudes(int sign) {
    return Arrays.stream(values).map(value -> sign * value).filter(value -> value > 0);
  }

  /** The index of a value's bucket, by its upper bound. */
  static long index(double magnitude, int schema) {
    return (long) Math.ceil(Math.log(magnitude) / Math.log(2) * Math.pow(2, schema));
  }
}
