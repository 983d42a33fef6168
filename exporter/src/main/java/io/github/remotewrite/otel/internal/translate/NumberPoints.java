/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;

/** Gauges and sums: one series with the point's value. */
abstract class NumberPoints<P extends PointData> implements PointKind<P> {
  /** Whole numbers; beyond 2^53 a double can't hold them all, as everywhere in Prometheus. */
  static final PointKind<LongPointData> LONG =
      new NumberPoints<>() {
        @Override
        public void readValues(LongPointData point, double[] values) {
          values[0] = point.getValue();
        }
      };

  static final PointKind<DoublePointData> DOUBLE =
      new NumberPoints<>() {
        @Override
        public void readValues(DoublePointData point, double[] values) {
          values[0] = point.getValue();
        }
      };

  private static final double[] NO_LAYOUT = {};
  private static final List<SeriesShape> SERIES = List.of(SeriesShape.named(""));

  private NumberPoints() {}

  @Override
  public double[] layout(P point) {
    return NO_LAYOUT;
  }

  @Override
  public boolean hasLayout(P point, double[] layout) {
    return layout.length == 0;
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    return SERIES;
  }
}
