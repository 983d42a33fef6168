/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/** Bucket counts that grow in place, as the list that the interfaces of the SDK ask for. */
final class AccumulatedCounts extends AbstractList<Long> implements RandomAccess {
  private static final long[] NONE = {};

  private long[] counts = NONE;
  private int size;

  @Override
  public Long get(int index) {
    return counts[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }

  void plus(int index, long count) {
    counts[Objects.checkIndex(index, size)] += count;
  }

  /** Makes all counts zero, and this many of them. */
  void reset(int newSize) {
    if (counts.length < newSize) {
      counts = new long[newSize];
    } else {
      Arrays.fill(counts, 0, Math.max(size, newSize), 0);
    }
    size = newSize;
  }

  /** Puts zeros before and after the counts. */
  void pad(int before, int after) {
    int newSize = before + size + after;
    if (counts.length < newSize) {
      long[] grown = new long[newSize + newSize / 2];
      System.arraycopy(counts, 0, grown, before, size);
      counts = grown;
    } else if (before > 0) {
      System.arraycopy(counts, 0, counts, before, size);
      Arrays.fill(counts, 0, before, 0);
    }
    // Nothing to clear behind: what is beyond the size is always zero.
    size = newSize;
  }

  /**
   * Makes one bucket of every 2^shift, counted from the bucket with index zero.
   *
   * @param offset the index of the first bucket
   */
  void merge(int offset, int shift) {
    int mergedOffset = offset >> shift;
    int mergedSize = 0;
    for (int i = 0; i < size; i++) {
      // Never behind i, so this overwrites nothing that is still to be read.
      int merged = ((offset + i) >> shift) - mergedOffset;
      long count = counts[i];
      counts[i] = 0;
      counts[merged] += count;
      mergedSize = merged + 1;
    }
    size = mergedSize;
  }
}
