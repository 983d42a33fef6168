/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;

/** Passes everything on and counts the data points that were written. */
final class CountingBatch implements Batch {
  private final Batch target;
  private long points;

  CountingBatch(Batch target) {
    this.target = target;
  }

  /** Returns how many data points were written, without {@code target_info}. */
  long points() {
    return points;
  }

  @Override
  public void add(Series series, long timestampMillis, double value) {
    throw new UnsupportedOperationException("the translation writes groups only: series=" + series);
  }

  @Override
  public void add(SeriesGroup group, SampleBuffer samples) {
    if (!isTargetInfo(group.series().get(0))) {
      points++;
    }
    target.add(group, samples);
  }

  @Override
  public void add(Series series, HistogramBuffer histogram) {
    if (!histogram.isStaleMarker()) {
      points++;
    }
    target.add(series, histogram);
  }

  @Override
  public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
    target.addStaleMarkers(group, timestampMillis);
  }

  private static boolean isTargetInfo(Series series) {
    return series.metadata().filter(it -> it.help().equals("Target metadata")).isPresent();
  }
}
