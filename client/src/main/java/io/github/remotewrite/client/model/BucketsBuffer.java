/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.Arrays;

/**
 * The buckets of one sign of a native histogram, as spans and deltas.
 *
 * <p>A span is a run of buckets without a gap: how far after the end of the span before it begins
 * (the first one: its index), and how many buckets it has. A delta is the difference of a bucket's
 * count to the count before it, wherever that stands. So counts 10, 20, 5, 2 at indexes 4, 7, 8, 9
 * are spans (4, 1), (2, 3) with deltas 10, 10, -15, -3.
 *
 * <p>A gap of one or two buckets is filled with zeros, because that takes no more bytes than
 * another span. Made to be filled in ascending order, and used again. Not thread-safe.
 */
public final class BucketsBuffer {
  // What Prometheus' own translation fills, too.
  private static final int LARGEST_FILLED_GAP = 2;

  private int[] spanOffsets = new int[8];
  private int[] spanLengths = new int[8];
  private long[] deltas = new long[64];
  private int spans;
  private int buckets;
  private int nextIndex;
  private long lastCount;

  BucketsBuffer() {}

  /** Forgets all buckets. */
  public void clear() {
    spans = 0;
    buckets = 0;
    nextIndex = 0;
    lastCount = 0;
  }

  /**
   * Adds a bucket. One without observations is left out.
   *
   * @param index the bucket's index, higher than those before
   * @param count how many observations are in this bucket alone
   * @throws IllegalArgumentException if the index is not higher, or the count is negative
   */
  public void add(int index, long count) {
    if (count == 0) {
      return;
    }
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: count=" + count);
    }
    if (spans > 0 && index < nextIndex) {
      throw new IllegalArgumentException(
          "buckets must be added in ascending order: index=" + index + ", expected>=" + nextIndex);
    }
    int gap = index - nextIndex;
    if (spans == 0 || gap > LARGEST_FILLED_GAP) {
      beginSpan(gap);
    } else {
      for (int i = 0; i < gap; i++) {
        append(0);
      }
    }
    append(count);
    nextIndex = index + 1;
  }

  private void beginSpan(int offset) {
    if (spans == spanOffsets.length) {
      spanOffsets = Arrays.copyOf(spanOffsets, 2 * spans);
      spanLengths = Arrays.copyOf(spanLengths, 2 * spans);
    }
    spanOffsets[spans] = offset;
    spanLengths[spans] = 0;
    spans++;
  }

  private void append(long count) {
    if (buckets == deltas.length) {
      deltas = Arrays.copyOf(deltas, 2 * buckets);
    }
    deltas[buckets++] = count - lastCount;
    lastCount = count;
    spanLengths[spans - 1]++;
  }

  /** Returns how many spans there are. */
  public int spanCount() {
    return spans;
  }

  /**
   * Returns where the span begins: the first one's index, later ones' distance to the end before.
   */
  public int spanOffset(int span) {
    return spanOffsets[span];
  }

  /** Returns how many buckets the span has. */
  public int spanLength(int span) {
    return spanLengths[span];
  }

  /** Returns how many buckets all spans have together. */
  public int bucketCount() {
    return buckets;
  }

  /** Returns the difference of the bucket's count to that of the bucket before. */
  public long delta(int bucket) {
    return deltas[bucket];
  }
}
