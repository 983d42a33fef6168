/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;

/**
 * What one kind of data point becomes: which series, and what is written to them.
 *
 * <p>A point's layout is what, besides its attributes, decides which series it has: the bounds of a
 * histogram, the quantiles of a summary. Series are kept while it stays the same.
 */
interface PointKind<P extends PointData> {
  /** Begins the points of a metric in an export. */
  default void begin() {}

  /**
   * Returns the point's layout.
   *
   * @throws UntranslatableException if no series can have it
   */
  double[] layout(P point) throws UntranslatableException;

  /** Returns whether this is the point's layout, without allocating. */
  boolean hasLayout(P point, double[] layout);

  /** Returns the series of points with this layout. */
  List<SeriesShape> series(double[] layout);

  /**
   * Returns whether the point comes after the next so many of those in step.
   *
   * <p>Kinds whose points all have one layout have it written out: then the JIT knows the classes
   * of their points.
   */
  default boolean isNext(P point, int ahead, PointsInStep inStep) {
    return inStep.isNext(point.getAttributes(), point.getEpochNanos(), ahead)
        && hasLayout(point, inStep.layout());
  }

  /**
   * Writes the point to the series that the writer has begun.
   *
   * @throws UntranslatableException if its values can't be written
   */
  void write(P point, PointWriter writer) throws UntranslatableException;

  /**
   * One of the series of a point.
   *
   * @param suffix what is appended to the metric's name, or nothing
   * @param labelName the label that tells it from its siblings, or nothing
   * @param labelValue that label's value
   */
  record SeriesShape(String suffix, String labelName, String labelValue) {
    static SeriesShape named(String suffix) {
      return new SeriesShape(suffix, "", "");
    }
  }
}
