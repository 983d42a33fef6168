/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import org.jspecify.annotations.Nullable;

/**
 * All series in use, one for each set of labels.
 *
 * <p>They are found by hash, in slots of open addressing: an entry of a {@link java.util.HashMap}
 * takes more than what is known of most series. Not thread-safe.
 */
final class SeriesRegistry {
  private static final int FEWEST = 64;

  private @Nullable TrackedSeries[] slots = new TrackedSeries[FEWEST];
  private int size;
  // What is no longer used may have been seen lately, but by the eviction after next it was not.
  private int evictionsDue;

  /** Returns what is known of a series; the first to ask says what its metric is. */
  TrackedSeries get(Series series) {
    int slot = slot(series.labels());
    TrackedSeries known = slots[slot];
    if (known == null) {
      known = new TrackedSeries(series);
      slots[slot] = known;
      size++;
      if (isFull(slots.length, size)) {
        rebuild(2 * slots.length, slots);
      }
    }
    return known;
  }

  /** Returns the slot of the series with these labels, or the one that is free for it. */
  private int slot(Labels labels) {
    int slot = labels.hashCode() & (slots.length - 1);
    TrackedSeries known;
    while ((known = slots[slot]) != null && !known.series().labels().equals(labels)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** Half of the slots stay free, as to look at one that isn't takes going to its labels. */
  private static boolean isFull(int capacity, int series) {
    return series > capacity / 2;
  }

  private void rebuild(int capacity, @Nullable TrackedSeries[] source) {
    slots = new TrackedSeries[capacity];
    for (TrackedSeries one : source) {
      if (one != null) {
        slots[slot(one.series().labels())] = one;
      }
    }
  }

  int size() {
    return size;
  }

  /** Notes that a point no longer has its series. */
  void noteUnused() {
    evictionsDue = 2;
  }

  /** Forgets the series that no data point has asked for since this export. */
  void evictNotSeenSince(long export) {
    if (evictionsDue == 0) {
      return; // All are used, without asking each.
    }
    evictionsDue--;
    @Nullable TrackedSeries[] before = slots;
    int left = size;
    for (int slot = 0; slot < before.length; slot++) {
      TrackedSeries one = before[slot];
      if (one != null && one.seenIn() < export) {
        before[slot] = null;
        left--;
      }
    }
    if (left < size) {
      int capacity = FEWEST;
      while (isFull(capacity, left)) {
        capacity *= 2;
      }
      rebuild(capacity, before);
      size = left;
    }
  }
}
