/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.util.HashMap;
import java.util.Map;

/** All series in use, one for each set of labels. Not thread-safe. */
final class SeriesRegistry {
  private final Map<Labels, TrackedSeries> series = new HashMap<>();
  // What is no longer used may have been seen lately, but by the eviction after next it was not.
  private int evictionsDue;

  /** Returns what is known of a series; the first to ask says what its metric is. */
  TrackedSeries get(Series one) {
    return series.computeIfAbsent(one.labels(), labels -> new TrackedSeries(one));
  }

  int size() {
    return series.size();
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
    series.values().removeIf(one -> one.seenIn() < export);
  }
}
