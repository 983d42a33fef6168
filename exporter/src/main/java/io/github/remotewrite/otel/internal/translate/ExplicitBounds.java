/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;

/** The bounds of a histogram, as an array that is kept and compared without allocating. */
final class ExplicitBounds {
  private ExplicitBounds() {}

  /**
   * Returns a point's bounds.
   *
   * @throws UntranslatableException unless they rise and are finite
   */
  static double[] of(HistogramPointData point) throws UntranslatableException {
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
    return bounds;
  }

  static boolean are(HistogramPointData point, double[] bounds) {
    List<Double> boundaries = point.getBoundaries();
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
