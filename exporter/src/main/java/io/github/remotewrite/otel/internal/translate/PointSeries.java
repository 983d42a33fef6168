/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.otel.DataPointDropReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series that one data point becomes: one for a number, several for a histogram or a summary,
 * none if relabelling drops them.
 *
 * <p>Kept from export to export, for as long as the point is seen.
 */
final class PointSeries {
  private final double[] layout;
  private final TrackedSeries[] tracked;
  private final int[] places;
  private final int size;
  private final @Nullable SeriesGroup group;
  private long seenIn;
  private long lastMillis;
  private boolean ended;

  /**
   * @param layout the point's layout
   * @param series a series for each place of the layout, or null where relabelling dropped it
   * @param metadata what the point's metric is; another metric may have had the same series before
   */
  PointSeries(double[] layout, List<@Nullable TrackedSeries> series, Metadata metadata) {
    this.layout = layout;
    this.size = series.size();
    Set<TrackedSeries> kept = new LinkedHashSet<>();
    List<Integer> keptPlaces = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      TrackedSeries one = series.get(place);
      // Relabelling may make siblings equal; then the first one stands for all.
      if (one != null && kept.add(one)) {
        keptPlaces.add(place);
      }
    }
    this.tracked = kept.toArray(new TrackedSeries[0]);
    this.places = keptPlaces.stream().mapToInt(Integer::intValue).toArray();
    this.group =
        kept.isEmpty()
            ? null
            : SeriesGroup.of(kept.stream().map(one -> one.series(metadata)).toList());
  }

  double[] layout() {
    return layout;
  }

  /** Returns how many places the layout has. */
  int size() {
    return size;
  }

  /** Returns the series that are left, or null if there are none. */
  @Nullable SeriesGroup group() {
    return group;
  }

  /** Returns whether every place of the layout has its series. */
  boolean isWhole() {
    return places.length == size;
  }

  /** Returns the place in the layout of each series of the group. */
  int[] places() {
    return places;
  }

  /**
   * Takes all series of the point for this export, or none.
   *
   * @return why it can't have them, or null if it has
   */
  @Nullable DataPointDropReason claimFor(long export, long timestampMillis) {
    seenIn = export;
    boolean free = true;
    boolean inOrder = true;
    for (TrackedSeries one : tracked) {
      free &= one.isFreeIn(export);
      inOrder &= one.isAfterLast(timestampMillis);
    }
    if (!free) {
      return DataPointDropReason.DUPLICATE_SERIES;
    }
    if (!inOrder) {
      return DataPointDropReason.TIMESTAMP;
    }
    for (TrackedSeries one : tracked) {
      one.claimFor(export, timestampMillis);
    }
    lastMillis = timestampMillis;
    ended = false;
    return null;
  }

  /** Ends the series that no other point has had since, and returns them. */
  List<Series> endSeriesNotIn(long export) {
    List<Series> endedSeries = new ArrayList<>();
    long millis = lastMillis + 1;
    for (TrackedSeries one : tracked) {
      if (one.isFreeIn(export) && one.isAfterLast(millis)) {
        one.claimFor(export, millis);
        endedSeries.add(one.series());
      }
    }
    ended = true;
    return endedSeries;
  }

  /** Returns whether it has samples, and no stale marker after them. */
  boolean isLive() {
    return !ended && lastMillis > 0 && tracked.length > 0;
  }

  /** Returns whether an exemplar of the series at this place is new, and counts it in. */
  boolean acceptExemplar(int place, long timestampMillis) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] == place) {
        return tracked[i].acceptExemplar(timestampMillis);
      }
    }
    return false;
  }

  long lastMillis() {
    return lastMillis;
  }

  long seenIn() {
    return seenIn;
  }
}
