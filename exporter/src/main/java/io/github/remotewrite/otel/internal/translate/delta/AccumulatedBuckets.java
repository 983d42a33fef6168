/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import java.util.List;

/**
 * The buckets of one sign of an exponential total, from the first to the last that is not empty.
 *
 * <p>Indexes are ints: at {@link #MAX_SCALE} those that a {@link DeltaBucketsCursor} lets through
 * are within 80 * 2^24, or 2^30.4.
 */
final class AccumulatedBuckets implements ExponentialHistogramBuckets {
  /** The scale of nothing, and the highest of the SDK. */
  static final int MAX_SCALE = 20;

  private final AccumulatedCounts counts = new AccumulatedCounts();
  private int scale = MAX_SCALE;
  private int offset;
  private long totalCount;

  void clear() {
    counts.reset(0);
    scale = MAX_SCALE;
    offset = 0;
    totalCount = 0;
  }

  /** Returns whether there would be few enough buckets with this delta at this scale. */
  boolean hasRoomFor(DeltaBucketsCursor delta, int atScale) {
    if (delta.isEmpty()) {
      return true;
    }
    long first = delta.firstIndex(atScale);
    long last = delta.lastIndex(atScale);
    if (totalCount > 0) {
      int shift = scale - atScale;
      first = Math.min(first, offset >> shift);
      last = Math.max(last, (offset + counts.size() - 1) >> shift);
    }
    return last - first < DeltaBucketsCursor.MAX_BUCKETS;
  }

  void lowerScaleTo(int newScale) {
    counts.merge(offset, scale - newScale);
    offset >>= scale - newScale;
    scale = newScale;
  }

  /** Adds a delta that there is room for at the current scale. */
  void plus(DeltaBucketsCursor delta) {
    if (delta.isEmpty()) {
      return;
    }
    cover((int) delta.firstIndex(scale), (int) delta.lastIndex(scale));
    for (int i = delta.from(); i < delta.to(); i++) {
      counts.plus((int) delta.indexAt(i, scale) - offset, delta.countAt(i));
    }
    totalCount += delta.totalCount();
  }

  private void cover(int first, int last) {
    if (totalCount == 0) {
      offset = first;
      counts.reset(last - first + 1);
      return;
    }
    int before = Math.max(0, offset - first);
    int after = Math.max(0, last - (offset + counts.size() - 1));
    counts.pad(before, after);
    offset -= before;
  }

  @Override
  public int getScale() {
    return scale;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public List<Long> getBucketCounts() {
    return counts;
  }

  @Override
  public long getTotalCount() {
    return totalCount;
  }
}
