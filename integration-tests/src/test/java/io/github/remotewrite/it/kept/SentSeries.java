/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import io.github.remotewrite.it.backend.StoredExemplar;
import io.github.remotewrite.it.backend.StoredSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All that was sent for one series, and so what a receiver must have of it. */
final class SentSeries {
  private final Map<String, String> labels;
  private final List<SentPoint> points = new ArrayList<>();
  private final List<StoredExemplar> exemplars = new ArrayList<>();

  SentSeries(Map<String, String> labels) {
    this.labels = labels;
  }

  void add(SentPoint point) {
    if (!points.isEmpty()
        && points.get(points.size() - 1).timestampMillis() >= point.timestampMillis()) {
      throw new IllegalStateException(
          "times must rise, else a receiver refuses them: labels=" + labels + ", point=" + point);
    }
    points.add(point);
  }

  void add(StoredExemplar exemplar) {
    exemplars.add(exemplar);
  }

  int pointCount() {
    return points.size();
  }

  List<StoredExemplar> exemplars() {
    return exemplars;
  }

  /** What is stored, as it was sent. */
  StoredSeries stored() {
    return series(points);
  }

  /**
   * What queries show that are made at one time after the other: the newest sample or histogram,
   * unless a stale marker came after it, or it is too old.
   */
  StoredSeries shown(Times times, long lookbackMillis) {
    List<SentPoint> shown = new ArrayList<>();
    int next = 0;
    for (long time = times.firstMillis(); time <= times.lastMillis(); time += Times.STEP_MILLIS) {
      while (next < points.size() && points.get(next).timestampMillis() <= time) {
        next++;
      }
      if (next > 0 && points.get(next - 1).timestampMillis() > time - lookbackMillis) {
        shown.add(points.get(next - 1).at(time));
      }
    }
    return series(shown);
  }

  private StoredSeries series(List<SentPoint> points) {
    return new StoredSeries(
        labels,
        points.stream().map(SentPoint::sample).filter(Objects::nonNull).toList(),
        points.stream().map(SentPoint::histogram).filter(Objects::nonNull).toList());
  }
}
