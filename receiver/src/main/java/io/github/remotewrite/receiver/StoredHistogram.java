/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A native histogram of a series at a time. Buckets map an index to the absolute count of that one
 * bucket; of a standard schema {@code n}, bucket {@code i} ends at {@code 2^(i * 2^-n)},
 * inclusively.
 *
 * @param customValues the upper bounds of custom buckets, empty for a standard schema
 * @param startTimestampMillis when counting began, 0 if the request doesn't say
 */
public record StoredHistogram(
    long timestampMillis,
    int schema,
    long count,
    double sum,
    double zeroThreshold,
    long zeroCount,
    SortedMap<Integer, Long> positiveBuckets,
    SortedMap<Integer, Long> negativeBuckets,
    List<Double> customValues,
    ResetHint resetHint,
    long startTimestampMillis) {

  /** Whether counts have fallen since the previous histogram of the series. */
  public enum ResetHint {
    UNKNOWN,
    YES,
    NO,
    GAUGE
  }

  public StoredHistogram {
    positiveBuckets = unmodifiableSortedMap(new TreeMap<>(positiveBuckets));
    negativeBuckets = unmodifiableSortedMap(new TreeMap<>(negativeBuckets));
    customValues = List.copyOf(customValues);
  }

  /** Creates a histogram without a start timestamp. */
  public StoredHistogram(
      long timestampMillis,
      int schema,
      long count,
      double sum,
      double zeroThreshold,
      long zeroCount,
      SortedMap<Integer, Long> positiveBuckets,
      SortedMap<Integer, Long> negativeBuckets,
      List<Double> customValues,
      ResetHint resetHint) {
    this(
        timestampMillis,
        schema,
        count,
        sum,
        zeroThreshold,
        zeroCount,
        positiveBuckets,
        negativeBuckets,
        customValues,
        resetHint,
        0);
  }

  /** Returns whether this histogram ends its series. */
  public boolean isStaleMarker() {
    return Double.doubleToRawLongBits(sum) == StoredSample.STALE_MARKER_BITS;
  }
}
