/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.store;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredExemplar;
import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.Violation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The points of one series.
 *
 * <p>A sender whose answer got lost must resend, so a point that is stored already is accepted
 * again, wherever it stands. Any other point has to be newer than all that are stored.
 */
final class SeriesHistory {
  private final NavigableMap<Long, StoredSample> samples = new TreeMap<>();
  private final NavigableMap<Long, StoredHistogram> histograms = new TreeMap<>();
  private final Set<StoredExemplar> exemplars = new LinkedHashSet<>();

  void check(StoredSeries series, List<Violation> violations) {
    for (StoredSample sample : series.samples()) {
      check(series, sample.timestampMillis(), sample, violations);
    }
    for (StoredHistogram histogram : series.histograms()) {
      check(series, histogram.timestampMillis(), histogram, violations);
    }
  }

  private void check(
      StoredSeries series, long timestamp, Object point, List<Violation> violations) {
    Object stored = stored(timestamp);
    if (point.equals(stored)) {
      return;
    }
    if (stored != null) {
      String detail = "series=%s, stored=%s, received=%s".formatted(series.labels(), stored, point);
      violations.add(new Violation(Rule.SAMPLE_DUPLICATE, detail));
    } else if (timestamp < newestMillis()) {
      String detail =
          "series=%s, stored=%d, timestamp=%d"
              .formatted(series.labels(), newestMillis(), timestamp);
      violations.add(new Violation(Rule.SAMPLE_ORDER, detail));
    }
  }

  private @Nullable Object stored(long timestamp) {
    StoredSample sample = samples.get(timestamp);
    return sample != null ? sample : histograms.get(timestamp);
  }

  private long newestMillis() {
    return Math.max(newestMillis(samples), newestMillis(histograms));
  }

  private static long newestMillis(NavigableMap<Long, ?> points) {
    return points.isEmpty() ? Long.MIN_VALUE : points.lastKey();
  }

  void append(StoredSeries series) {
    series.samples().forEach(sample -> samples.put(sample.timestampMillis(), sample));
    series
        .histograms()
        .forEach(histogram -> histograms.put(histogram.timestampMillis(), histogram));
    exemplars.addAll(series.exemplars());
  }

  StoredSeries toStored(Map<String, String> labels) {
    return new StoredSeries(
        labels,
        List.copyOf(samples.values()),
        List.copyOf(histograms.values()),
        List.copyOf(exemplars));
  }
}
