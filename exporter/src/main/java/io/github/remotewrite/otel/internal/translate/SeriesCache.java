/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series of a metric's data points, found by the points' attributes.
 *
 * <p>An SDK hands over the points of a metric in the same order each time, with the very same
 * attributes. So a point is first looked for where the last export had it, which takes one
 * comparison of references; only if that fails, in a map. Whoever hands over equal attributes, or
 * in another order, gets the same answer later. Points that always come like that are not even
 * looked for, see {@link PointsInStep}. Not thread-safe.
 */
final class SeriesCache {
  // In a fixed order: the same data is the same bytes, and a failure can be repeated.
  private final Map<Attributes, PointSeries> byAttributes = new LinkedHashMap<>();
  private @Nullable PointSeries[] inOrder = new PointSeries[16];
  private final PointsInStep inStep = new PointsInStep();
  private int position;
  private boolean inOrderSoFar;
  private boolean stepBegun;

  /**
   * Begins another export, at its first point.
   *
   * @param lastExport the one before
   */
  void rewind(long lastExport) {
    inStep.rewind();
    if (stepBegun && inOrderSoFar && position > inStep.size()) {
      inStep.extend(inOrder, position, lastExport);
    }
    position = 0;
    inOrderSoFar = true;
    stepBegun = false;
  }

  /** Begins points that are in step, if they are, with this time. */
  void beginStep(long export, long epochNanos, long millis) {
    stepBegun = true;
    inStep.begin(export, epochNanos, millis);
  }

  /** Returns the points that are in step. */
  PointsInStep inStep() {
    return inStep;
  }

  /** Goes on to the next point, which is in step, and returns its place there. */
  int takeInStep() {
    position++;
    return inStep.take();
  }

  /** Returns how many points there were in this export. */
  int position() {
    return position;
  }

  /** Returns the series of the next point, or null if there are none yet. */
  @SuppressWarnings("ReferenceEquality") // A shortcut to what equals would say.
  @Nullable PointSeries next(Attributes attributes) {
    if (inStep.isWaiting()) {
      inStep.dissolve(); // This should have been another point.
    }
    int place = position++;
    if (place < inOrder.length) {
      PointSeries expected = inOrder[place];
      if (expected != null && expected.attributes() == attributes) {
        return expected;
      }
    }
    inOrderSoFar = false;
    PointSeries found = byAttributes.get(attributes);
    if (found != null) {
      found.setAttributes(attributes);
      expectAt(place, found);
    }
    return found;
  }

  /** Gives the point that {@link #next} was last asked for other series. */
  void replace(Attributes attributes, PointSeries series) {
    series.setAttributes(attributes);
    PointSeries replaced = byAttributes.put(attributes, series);
    if (replaced != null) {
      replaced.setAttributes(null);
    }
    expectAt(position - 1, series);
  }

  private void expectAt(int place, PointSeries series) {
    if (place >= inOrder.length) {
      inOrder = Arrays.copyOf(inOrder, 2 * place);
    }
    inOrder[place] = series;
  }

  int size() {
    return byAttributes.size();
  }

  Collection<PointSeries> all() {
    return byAttributes.values();
  }

  /** Forgets points not seen since this export; returns whether there were any. */
  boolean evictNotSeenSince(long export) {
    if (!byAttributes.values().removeIf(point -> point.seenIn() < export)) {
      return false;
    }
    inStep.dissolve();
    inOrderSoFar = false;
    Arrays.fill(inOrder, null);
    return true;
  }
}
