/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.internal.translate.name.DecimalText;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.ArrayList;
import java.util.List;

/**
 * Histograms with explicit bounds, as classic histograms: {@code _sum}, {@code _count} and a {@code
 * _bucket} for each bound and for infinity.
 *
 * <p>OpenTelemetry counts each bucket by itself, Prometheus counts everything up to its bound
 * {@code le}: counts 1, 2, 3, 4 become 1, 3, 6, 10. The last bucket is the point's count. Minimum
 * and maximum have no place in Prometheus.
 */
final class HistogramPoints implements PointKind<HistogramPointData> {
  static final String BOUND_LABEL = "le";

  private static final int SUM = 0;
  private static final int COUNT = 1;
  private static final int FIRST_BUCKET = 2;

  @Override
  public double[] layout(HistogramPointData point) {
    return point.getBoundaries().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public boolean hasLayout(HistogramPointData point, double[] layout) {
    List<Double> bounds = point.getBoundaries();
    if (bounds.size() != layout.length) {
      return false;
    }
    for (int i = 0; i < layout.length; i++) {
      if (Double.compare(bounds.get(i), layout[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    List<SeriesShape> series = new ArrayList<>(FIRST_BUCKET + layout.length + 1);
    series.add(SeriesShape.named("_sum"));
    series.add(SeriesShape.named("_count"));
    for (double bound : layout) {
      series.add(new SeriesShape("_bucket", BOUND_LABEL, DecimalText.plain(bound)));
    }
    series.add(new SeriesShape("_bucket", BOUND_LABEL, "+Inf"));
    return series;
  }

  @Override
  public void readValues(HistogramPointData point, double[] values) {
    List<Long> counts = point.getCounts();
    int bounds = point.getBoundaries().size();
    long upToBound = 0;
    for (int i = 0; i < bounds; i++) {
      if (i < counts.size()) {
        upToBound += counts.get(i);
      }
      values[FIRST_BUCKET + i] = upToBound;
    }
    values[FIRST_BUCKET + bounds] = point.getCount();
    values[SUM] = point.getSum();
    values[COUNT] = point.getCount();
  }
}
