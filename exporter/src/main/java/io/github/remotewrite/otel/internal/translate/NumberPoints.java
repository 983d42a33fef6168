/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

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
      public boolean isNext(LongPointData point, int ahead, PointsInStep inStep) {
        return inStep.isNext(point.getAttributes(), point.getEpochNanos(), ahead);
      }

      @Override
      public void write(LongPointData point, PointWriter writer) {
        writer.samples(point.getEpochNanos(), start(point)).setValue(0, (double) point.getValue());
        write(growing() ? point.getExemplars() : List.of(), writer);
      }

      private long start(LongPointData point) {
        return growing() ? point.getStartEpochNanos() : 0;
      }
    };
  }

  static PointKind<DoublePointData> ofDoubles(boolean growing) {
    return new NumberPoints<>(growing) {
      @Override
      public boolean isNext(DoublePointData point, int ahead, PointsInStep inStep) {
        return inStep.isNext(point.getAttributes(), point.getEpochNanos(), ahead);
      }

      @Override
      public void write(DoublePointData point, PointWriter writer) {
        writer.samples(point.getEpochNanos(), start(point)).setValue(0, point.getValue());
        write(growing() ? point.getExemplars() : List.of(), writer);
      }

      private long start(DoublePointData point) {
        return growing() ? point.getStartEpochNanos() : 0;
      }
    };
  }

  /** Returns whether the values only grow, and so have a start that says something. */
  final boolean growing() {
    return growing;
  }

  static void write(List<? extends ExemplarData> exemplars, PointWriter writer) {
    for (int i = 0; i < exemplars.size(); i++) { // Mostly none, and then without an iterator.
      writer.addExemplar(exemplars.get(i), 0);
    }
    writer.writeSamples();
  }

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
