/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of histograms, as arrays that are kept and compared without allocating.
 *
 * <p>The points of an instrument share one list of bounds, so it is read once and then known by
 * reference, for as long as one export lasts: what a list holds in the next one is asked again. Not
 * thread-safe.
 */
final class ExplicitBounds {
  private static final double[] NONE = {};

  private double[] lastBounds = NONE;
  private @Nullable List<Double> lastList;

  /** Begins an export. */
  void begin() {
    lastList = null;
  }

  /**
   * Returns a point's bounds: the same array for all that follow each other.
   *
   * @throws UntranslatableException unless they rise and are finite
   */
  double[] of(HistogramPointData point) throws UntranslatableException {
    List<Double> boundaries = point.getBoundaries();
    double[] bounds = new double[boundaries.size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = boundaries.get(i);
      boolean rises = i == 0 || bounds[i - 1] < bounds[i];
      if (!rises || !Double.isFinite(bounds[i])) {
        throw UntranslatableException.broken(
            "bounds must rise and be finite: bounds=" + boundaries);
      }
    }
    if (!Arrays.equals(bounds, lastBounds)) {
      lastBounds = bounds;
      lastList = null;
    }
    return lastBounds;
  }

  @SuppressWarnings("ReferenceEquality") // A shortcut to what comparing all bounds would say.
  boolean are(HistogramPointData point, double[] bounds) {
    List<Double> boundaries = point.getBoundaries();
    if (boundaries == lastList && bounds == lastBounds) {
      return true;
    }
    if (!equal(boundaries, bounds)) {
      return false;
    }
    lastList = boundaries;
    lastBounds = bounds;
    return true;
  }

  private static boolean equal(List<Double> boundaries, double[] bounds) {
    if (boundaries.size() != bounds.length) {
      return false;
    }
    for (int i = 0; i < bounds.length; i++) {
      if (Double.compare(boundaries.get(i), bounds[i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
