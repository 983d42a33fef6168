/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of series that they have ended, a millisecond after their last sample (Remote Write 1.0,
 * "Stale Markers").
 *
 * <p>Queries then don't show a last value for another five minutes.
 */
final class StaleMarkers {
  private final Batch batch;
  private final long export;
  private @Nullable HistogramBuffer histogram; // for most exports there is nothing to end

  StaleMarkers(Batch batch, long export) {
    this.batch = batch;
    this.export = export;
  }

  /** Ends the points of a metric whose last sample is older than this. */
  void endOlderThan(long millis, TranslatedMetric<?> metric) {
    for (PointSeries point : metric.points()) {
      if (point.isLive() && point.lastMillis() < millis) {
        end(point, metric);
      }
    }
  }

  /** Ends the series of points that were given others, but for those that were used again. */
  void endRetired(TranslatedMetric<?> metric) {
    for (PointSeries point : metric.takeRetired()) {
      end(point, metric);
    }
  }

  private void end(PointSeries point, TranslatedMetric<?> metric) {
    if (!metric.isNativeHistogram()) {
      end(point);
      return;
    }
    List<Series> series = point.endSeriesNotIn(export);
    if (series.isEmpty()) {
      return;
    }
    if (histogram == null) {
      histogram = new HistogramBuffer();
    }
    long millis = point.lastMillis() + 1;
    if (metric.hasCustomBounds()) {
      histogram.resetToStaleMarkerWithBounds(millis, point.layout());
    } else {
      histogram.resetToStaleMarker(millis);
    }
    batch.add(series.get(0), histogram);
  }

  /** Ends the series of a point that have floats. */
  void end(PointSeries point) {
    List<Series> series = point.endSeriesNotIn(export);
    if (!series.isEmpty()) {
      batch.addStaleMarkers(SeriesGroup.of(series), point.lastMillis() + 1);
    }
  }
}
