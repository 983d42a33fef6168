/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import io.github.remotewrite.receiver.StoredHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The buckets of a histogram, in order, and what can be estimated from them.
 *
 * @param buckets each with the count of its own values alone
 */
record Distribution(List<Bucket> buckets, double count, double sum) {
  Distribution {
    buckets = List.copyOf(buckets);
  }

  /** Returns the distribution of a classic histogram, whose buckets count all values up to le. */
  static Distribution ofClassic(SortedMap<Double, Double> buckets, double count, double sum) {
    List<Bucket> own = new ArrayList<>();
    // As in Prometheus, the first bucket begins at 0 unless it ends there or below.
    double lower = !buckets.isEmpty() && buckets.firstKey() <= 0 ? buckets.firstKey() : 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      own.add(new Bucket(lower, bucket.getKey(), bucket.getValue() - below));
      lower = bucket.getKey();
      below = bucket.getValue();
    }
    return new Distribution(own, count, sum);
  }

  /** Returns the distribution of a native histogram of values that are not negative. */
  static Distribution ofNative(StoredHistogram histogram) {
    List<Bucket> buckets = new ArrayList<>();
    if (histogram.zeroCount() > 0) {
      buckets.add(new Bucket(0, histogram.zeroThreshold(), (double) histogram.zeroCount()));
    }
    if (!histogram.positiveBuckets().isEmpty()) {
      int last = histogram.positiveBuckets().lastKey();
      for (int i = histogram.positiveBuckets().firstKey(); i <= last; i++) {
        long count = histogram.positiveBuckets().getOrDefault(i, 0L);
        buckets.add(new Bucket(bound(i - 1, histogram), bound(i, histogram), (double) count));
      }
    }
    return new Distribution(buckets, (double) histogram.count(), histogram.sum());
  }

  private static double bound(int index, StoredHistogram histogram) {
    return Math.pow(2, index * Math.pow(2, -histogram.schema()));
  }

  double mean() {
    return sum / count;
  }

  /** Returns an estimate that takes values as evenly spread in their bucket, NaN if none. */
  double quantile(double quantile) {
    if (buckets.stream().allMatch(bucket -> Double.isInfinite(bucket.upper()))) {
      return Double.NaN;
    }
    double rank = quantile * count;
    double below = 0;
    for (Bucket bucket : buckets) {
      if (bucket.count() > 0 && below + bucket.count() >= rank) {
        return bucket.at((rank - below) / bucket.count());
      }
      below += bucket.count();
    }
    return Double.NaN;
  }

  List<Double> counts() {
    return buckets.stream().map(Bucket::count).toList();
  }

  /** Values above {@code lower}, up to and with {@code upper}. */
  record Bucket(double lower, double upper, double count) {
    private double at(double share) {
      return Double.isInfinite(upper) ? lower : lower + share * (upper - lower);
    }
  }
}
