/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Points of a metric that come in the same order in each export, all with one time.
 *
 * <p>In which export each was last, and when, then is the same for all of them up to the next to
 * come, and for all from there on. So it is kept here once: for a point that stays, nothing is read
 * but its place in these arrays, and nothing is written. As soon as one is out of step, each has
 * its own again. Not thread-safe.
 */
final class PointsInStep {
  private static final double[] NO_LAYOUT = {};

  private @Nullable Attributes[] attributes = {};
  private @Nullable SeriesGroup[] groups = {};
  private @Nullable Series[] firstSeries = {};
  private @Nullable PointSeries[] points = {};
  private double[] layout = NO_LAYOUT;
  private int seriesEach;
  private int size;
  private int next;
  private boolean begun;
  private long epochNanos;
  // Of those that came in this export, and of those that are still to come.
  private long export;
  private long millis;
  private long exportBefore;
  private long millisBefore;

  /**
   * Takes in those that come after the points in step, up to the first that is not like them.
   *
   * @param inOrder the points in the order they came in the last export
   */
  void extend(@Nullable PointSeries[] inOrder, int count, long lastExport) {
    PointSeries first = inOrder[0];
    if (size == 0 && first != null) {
      layout = first.layout();
      seriesEach = first.size();
      exportBefore = lastExport;
      millisBefore = first.lastMillis();
    }
    reserve(count);
    while (size < count && exportBefore == lastExport) {
      PointSeries point = inOrder[size];
      if (point == null || !point.join(this, size, exportBefore, millisBefore)) {
        return;
      }
      attributes[size] = point.attributes();
      groups[size] = point.group();
      firstSeries[size] = point.firstSeries();
      points[size++] = point;
    }
  }

  private void reserve(int count) {
    if (count > points.length) {
      int capacity = Math.max(count, points.length + points.length / 2);
      attributes = Arrays.copyOf(attributes, capacity);
      groups = Arrays.copyOf(groups, capacity);
      firstSeries = Arrays.copyOf(firstSeries, capacity);
      points = Arrays.copyOf(points, capacity);
    }
  }

  /** Begins another export. */
  void rewind() {
    if (next < size) {
      dissolve(); // Some did not come.
    }
    exportBefore = export;
    millisBefore = millis;
    next = 0;
    begun = false;
  }

  /** Begins points of this time in an export. */
  void begin(long export, long epochNanos, long millis) {
    boolean first = next == 0 && millis > millisBefore;
    begun = first || (next > 0 && this.millis == millis);
    if (begun) {
      this.export = export;
      this.millis = millis;
      this.epochNanos = epochNanos;
    }
  }

  /**
   * Returns whether a point comes after the next so many, and is in step.
   *
   * @param ahead 0 for the next one
   */
  @SuppressWarnings("ReferenceEquality") // False only costs time.
  boolean isNext(Attributes attributes, long epochNanos, int ahead) {
    int place = next + ahead;
    return begun
        && place < size
        && this.attributes[place] == attributes
        && this.epochNanos == epochNanos;
  }

  /** Takes the next point's series for it, and returns its place. */
  int take() {
    return next++;
  }

  /** Returns whether points are still to come. */
  boolean isWaiting() {
    return next < size;
  }

  int size() {
    return size;
  }

  /** Returns the layout of all points. */
  double[] layout() {
    return layout;
  }

  /** Returns how many series each point has. */
  int seriesEach() {
    return seriesEach;
  }

  /** Returns the series of the point at this place. */
  @Nullable SeriesGroup group(int place) {
    return groups[place];
  }

  /** Returns the first series of the point at this place, which is not read for that. */
  @Nullable Series firstSeries(int place) {
    return firstSeries[place];
  }

  @Nullable PointSeries point(int place) {
    return points[place];
  }

  /** Returns in which export the point at this place was last. */
  long seenIn(int place) {
    return place < next ? export : exportBefore;
  }

  /** Returns when the point at this place was last written. */
  long lastMillis(int place) {
    return place < next ? millis : millisBefore;
  }

  /** Gives all points what was kept here for them. */
  void dissolve() {
    for (int place = 0; place < size; place++) {
      PointSeries point = points[place];
      if (point != null) {
        point.leave(seenIn(place), lastMillis(place));
      }
    }
    Arrays.fill(attributes, 0, size, null);
    Arrays.fill(groups, 0, size, null);
    Arrays.fill(firstSeries, 0, size, null);
    Arrays.fill(points, 0, size, null);
    size = 0;
    next = 0;
    begun = false;
  }
}
