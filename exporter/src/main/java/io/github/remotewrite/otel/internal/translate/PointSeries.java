/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.otel.DataPointDropReason;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series that one data point becomes: one for a number, several for a histogram or a summary,
 * none if relabelling drops them.
 *
 * <p>Kept from export to export, for as long as the point is seen.
 */
final class PointSeries implements TrackedSeries.Keeper {
  private final double[] layout;
  private final TrackedSeries[] tracked;
  private final int @Nullable [] places; // null if each place of the layout has its series
  private final int size;
  private final @Nullable SeriesGroup group;
  // Whether no other point has one of these series, so that the fields below speak for all.
  private boolean sole;
  private long writtenIn;
  private long writtenMillis = Long.MIN_VALUE;
  private long seenIn;
  private long lastMillis;
  private boolean ended;
  private @Nullable Attributes attributes;
  // Where the fields above are kept for it as long as it is in step with others; null if here.
  private @Nullable PointsInStep step;
  private int stepPlace;

  /**
   * @param layout the point's layout
   * @param series a series for each place of the layout, or null where relabelling dropped it
   * @param metadata what the point's metric is; another metric may have had the same series before
   */
  PointSeries(double[] layout, List<@Nullable TrackedSeries> series, Metadata metadata) {
    this.layout = layout;
    this.size = series.size();
    TrackedSeries[] kept = new TrackedSeries[size];
    int[] keptPlaces = new int[size];
    int count = 0;
    for (int place = 0; place < size; place++) {
      TrackedSeries one = series.get(place);
      // Relabelling may make siblings equal; then the first one stands for all.
      if (one != null && !isAmong(one, kept, count)) {
        keptPlaces[count] = place;
        kept[count++] = one;
      }
    }
    this.tracked = Arrays.copyOf(kept, count);
    this.places = count == size ? null : Arrays.copyOf(keptPlaces, count);
    sole = count > 0;
    boolean allMine = true;
    List<Series> own = new ArrayList<>(count);
    for (TrackedSeries one : tracked) {
      allMine &= one.addOwner(this);
      own.add(one.series(metadata));
    }
    if (!allMine) {
      share();
    }
    this.group = count == 0 ? null : SeriesGroup.of(own);
  }

  @SuppressWarnings("ReferenceEquality") // There is one for each set of labels.
  private static boolean isAmong(TrackedSeries one, TrackedSeries[] others, int count) {
    for (int i = 0; i < count; i++) {
      if (others[i] == one) {
        return true;
      }
    }
    return false;
  }

  /** Hands what was kept here for the series over to them. */
  void share() {
    leaveStep();
    if (sole) {
      sole = false;
      for (TrackedSeries one : tracked) {
        one.share(writtenIn, writtenMillis, seenIn);
      }
    }
  }

  /**
   * Goes in step with others, which keep for it what it has in common with them, if that is so.
   *
   * @return whether it is
   */
  @SuppressWarnings("ReferenceEquality") // The points of an instrument share their layout.
  boolean join(PointsInStep points, int place, long export, long millis) {
    boolean inStep =
        step == null
            && sole
            && isWhole()
            && !ended
            && layout == points.layout()
            && writtenIn == export
            && seenIn == export
            && writtenMillis == millis
            && lastMillis == millis;
    if (inStep) {
      step = points;
      stepPlace = place;
    }
    return inStep;
  }

  /** Takes over what the others kept for it. */
  void leave(long export, long millis) {
    step = null;
    writtenIn = export;
    seenIn = export;
    writtenMillis = millis;
    lastMillis = millis;
  }

  private void leaveStep() {
    if (step != null) {
      step.dissolve();
    }
  }

  /** Returns the first of the series; null if relabelling dropped all. */
  @Nullable Series firstSeries() {
    return group == null ? null : group.series().get(0);
  }

  /** Returns the attributes under which it is known; null if under none any more. */
  @Nullable Attributes attributes() {
    return attributes;
  }

  void setAttributes(@Nullable Attributes attributes) {
    this.attributes = attributes;
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
    return places == null;
  }

  /** Returns which place of the layout a series of the group is at. */
  int place(int series) {
    return places == null ? series : places[series];
  }

  /**
   * Takes all series of the point for this export, or none.
   *
   * @return why it can't have them, or null if it has
   */
  @Nullable DataPointDropReason claimFor(long export, long timestampMillis) {
    leaveStep();
    seenIn = export;
    DataPointDropReason refusal =
        sole ? claimAlone(export, timestampMillis) : claimEach(export, timestampMillis);
    if (refusal == null) {
      lastMillis = timestampMillis;
      ended = false;
    }
    return refusal;
  }

  private @Nullable DataPointDropReason claimAlone(long export, long timestampMillis) {
    if (writtenIn == export) {
      return DataPointDropReason.DUPLICATE_SERIES;
    }
    if (timestampMillis <= writtenMillis) {
      return DataPointDropReason.TIMESTAMP;
    }
    writtenIn = export;
    writtenMillis = timestampMillis;
    return null;
  }

  private @Nullable DataPointDropReason claimEach(long export, long timestampMillis) {
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
    return null;
  }

  /** Ends the series that no other point has had since, and returns them. */
  List<Series> endSeriesNotIn(long export) {
    List<Series> endedSeries = new ArrayList<>();
    share(); // Some may be free and others not.
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
    return !ended && lastMillis() > 0 && tracked.length > 0;
  }

  /** Returns whether an exemplar of the series at this place is new, and counts it in. */
  boolean acceptExemplar(int place, long timestampMillis) {
    for (int i = 0; i < tracked.length; i++) {
      if (place(i) == place) {
        return tracked[i].acceptExemplar(seenIn(), timestampMillis);
      }
    }
    return false;
  }

  long lastMillis() {
    return step != null ? step.lastMillis(stepPlace) : lastMillis;
  }

  @Override
  public long seenIn() {
    return step != null ? step.seenIn(stepPlace) : seenIn;
  }
}
