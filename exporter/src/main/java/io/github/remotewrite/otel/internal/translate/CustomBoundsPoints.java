/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.HistogramBuffer;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;

/**
 * Histograms with explicit bounds as native histograms with custom buckets: one series, its bounds
 * sent along with every point.
 *
 * <p>Buckets are numbered from 0, and the one after the last bound ends at infinity. Remote Write
 * 2.0 only; to a receiver of 1.0 the client sends the classic form.
 */
final class CustomBoundsPoints implements PointKind<HistogramPointData> {
  private static final List<SeriesShape> SERIES = List.of(SeriesShape.named(""));

  private final ExplicitBounds explicitBounds = new ExplicitBounds();

  @Override
  public void begin() {
    explicitBounds.begin();
  }

  /** Returns the bounds, which are sent and not what decides which series there is. */
  @Override
  public double[] layout(HistogramPointData point) throws UntranslatableException {
    return explicitBounds.of(point);
  }

  @Override
  public boolean hasLayout(HistogramPointData point, double[] layout) {
    return explicitBounds.are(point, layout);
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    return SERIES;
  }

  @Override
  public void write(HistogramPointData point, PointWriter writer) throws UntranslatableException {
    double[] bounds = writer.layout();
    List<Long> counts = point.getCounts();
    HistogramBuffer histogram =
        writer.histogram(point.getEpochNanos(), point.getStartEpochNanos(), bounds);
    long total = 0;
    for (int i = 0; i < Math.min(counts.size(), bounds.length + 1); i++) {
      long count = Counts.at(counts, i);
      total += count;
      if (count < 0 || total < 0) {
        throw UntranslatableException.broken("counts must not be negative: counts=" + counts);
      }
      histogram.positive().add(i, count);
    }
    histogram.setTotals(total, point.getSum(), 0, 0);
    writer.writeHistogram(point.getExemplars());
  }
}
