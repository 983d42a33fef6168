/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import java.util.List;

/**
 * Reads the buckets of one sign of an exponential delta, at any scale that is not above its own.
 *
 * <p>Bucket i holds the values in (base^i, base^(i+1)], base = 2^(2^-scale). One scale lower, base
 * is squared, so buckets 2i and 2i+1 become bucket i; an arithmetic shift does that for negative
 * indexes as well. Reused from delta to delta.
 */
final class DeltaBucketsCursor {
  /** The lowest scale of Prometheus; a total that got there would never leave it again. */
  static final int MIN_SCALE = -4;

  /** How many buckets of one sign a total may have, the default of the SDK. */
  static final int MAX_BUCKETS = 160;

  // At the lowest scale, doubles have the indexes -68 (2^-1074) to 63 (2^1024). The limit leaves
  // room for rounding and makes sure that any two deltas fit into the buckets of a total there.
  private static final int INDEX_LIMIT = MAX_BUCKETS / 2;

  private int scale;
  private int offset;
  private List<Long> counts = List.of();
  private int from;
  private int to;
  private long totalCount;

  /** Begins to read; returns whether the buckets make sense. */
  boolean read(int deltaScale, ExponentialHistogramBuckets buckets) {
    scale = deltaScale;
    offset = buckets.getOffset();
    counts = buckets.getBucketCounts();
    from = 0;
    to = 0;
    totalCount = 0;
    for (int i = 0; i < counts.size(); i++) {
      long count = counts.get(i);
      if (count < 0 || totalCount + count < 0) {
        return false;
      }
      if (count > 0) {
        from = totalCount == 0 ? i : from;
        to = i + 1;
        totalCount += count;
      }
    }
    // The scale of nothing is of no interest.
    return isEmpty()
        || (scale >= MIN_SCALE
            && scale == buckets.getScale()
            && firstIndex(MIN_SCALE) >= -INDEX_LIMIT
            && lastIndex(MIN_SCALE) < INDEX_LIMIT);
  }

  boolean isEmpty() {
    return totalCount == 0;
  }

  long totalCount() {
    return totalCount;
  }

  /** Returns the position of the first bucket that is not empty. */
  int from() {
    return from;
  }

  /** Returns the position after the last bucket that is not empty. */
  int to() {
    return to;
  }

  long countAt(int position) {
    return counts.get(position);
  }

  /** Returns the index, at this scale, of the bucket at a position. */
  long indexAt(int position, int atScale) {
    // Scales are any int, but shifts are taken modulo 64.
    long shift = Math.min((long) scale - atScale, Long.SIZE - 1);
    return ((long) offset + position) >> shift;
  }

  long firstIndex(int atScale) {
    return indexAt(from, atScale);
  }

  long lastIndex(int atScale) {
    return indexAt(to - 1, atScale);
  }
}
