/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.List;

/**
 * The series that one data point becomes: one for a number, several for a histogram or a summary.
 *
 * <p>Kept from export to export, for as long as the point is seen.
 */
final class PointSeries {
  private final double[] layout;
  private final TrackedSeries[] tracked;
  private final SeriesGroup group;
  private long seenIn;

  PointSeries(double[] layout, List<TrackedSeries> tracked) {
    this.layout = layout;
    this.tracked = tracked.toArray(new TrackedSeries[0]);
    this.group = SeriesGroup.of(tracked.stream().map(TrackedSeries::series).toList());
  }

  double[] layout() {
    return layout;
  }

  int size() {
    return tracked.length;
  }

  /**
   * Takes all series of the point for this export, or none.
   *
   * @return whether none of them was taken by another point
   */
  boolean claimFor(long export) {
    seenIn = export;
    boolean free = true;
    for (TrackedSeries one : tracked) {
      free &= one.isFreeIn(export);
    }
    if (free) {
      for (TrackedSeries one : tracked) {
        one.claimFor(export);
      }
    }
    return free;
  }

  void write(Batch batch, long timestampMillis, double[] values) {
    batch.add(group, timestampMillis, values);
  }

  long seenIn() {
    return seenIn;
  }
}
