/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.SampleBuffer;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Summaries: {@code _sum}, {@code _count} and a series for each quantile.
 *
 * <p>The SDK makes none; they come from producers that bridge other libraries.
 */
final class SummaryPoints implements PointKind<SummaryPointData> {
  private static final String QUANTILE_LABEL = "quantile";
  private static final int SUM = 0;
  private static final int COUNT = 1;
  private static final int FIRST_QUANTILE = 2;

  private final DoubleFunction<String> numberText;

  SummaryPoints(DoubleFunction<String> numberText) {
    this.numberText = numberText;
  }

  @Override
  public double[] layout(SummaryPointData point) {
    return point.getValues().stream().mapToDouble(ValueAtQuantile::getQuantile).toArray();
  }

  @Override
  public boolean hasLayout(SummaryPointData point, double[] layout) {
    List<ValueAtQuantile> quantiles = point.getValues();
    if (quantiles.size() != layout.length) {
      return false;
    }
    for (int i = 0; i < layout.length; i++) {
      if (Double.compare(quantiles.get(i).getQuantile(), layout[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    List<SeriesShape> series = new ArrayList<>(FIRST_QUANTILE + layout.length);
    series.add(SeriesShape.named("_sum"));
    series.add(SeriesShape.named("_count"));
    for (double quantile : layout) {
      series.add(new SeriesShape("", QUANTILE_LABEL, numberText.apply(quantile)));
    }
    return series;
  }

  @Override
  public void write(SummaryPointData point, PointWriter writer) {
    SampleBuffer samples = writer.samples(point.getEpochNanos(), point.getStartEpochNanos());
    samples.setValue(SUM, point.getSum());
    samples.setValue(COUNT, (double) point.getCount());
    List<ValueAtQuantile> quantiles = point.getValues();
    for (int i = 0; i < quantiles.size(); i++) {
      samples.setValue(FIRST_QUANTILE + i, quantiles.get(i).getValue());
    }
    writer.writeSamples();
  }
}
