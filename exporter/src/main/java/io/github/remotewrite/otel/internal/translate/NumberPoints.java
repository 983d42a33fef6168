/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.SampleBuffer;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;

/**
 * Gauges and sums: one series with the point's value.
 *
 * <p>Exemplars belong to sums that only grow; OpenTelemetry's specification keeps them off all
 * other numbers.
 */
abstract class NumberPoints<P extends PointData> implements PointKind<P> {
  private static final double[] NO_LAYOUT = {};
  private static final List<SeriesShape> SERIES = List.of(SeriesShape.named(""));

  private final boolean growing;

  private NumberPoints(boolean growing) {
    this.growing = growing;
  }

  /** Whole numbers; beyond 2^53 a double can't hold them all, as everywhere in Prometheus. */
  static PointKind<LongPointData> ofLongs(boolean growing) {
    return new NumberPoints<>(growing) {
      @Override
      double value(LongPointData point) {
        return point.getValue();
      }
    };
  }

  static PointKind<DoublePointData> ofDoubles(boolean growing) {
    return new NumberPoints<>(growing) {
      @Override
      double value(DoublePointData point) {
        return point.getValue();
      }
    };
  }

  abstract double value(P point);

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

  @Override
  public void write(P point, PointSeries series, PointWriter writer) {
    SampleBuffer samples = writer.samples(point, series, growing);
    samples.setValue(0, value(point));
    if (growing && !point.getExemplars().isEmpty()) {
      for (ExemplarData exemplar : point.getExemplars()) {
        writer.addExemplar(exemplar, series, 0);
      }
    }
    writer.writeSamples(series);
  }
}
