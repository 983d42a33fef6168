/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.store;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredExemplar;
import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.Violation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
  private long newestExemplarMillis = Long.MIN_VALUE;
  private Optional<StoredMetadata> metadata = Optional.empty();

  void check(Protocol protocol, StoredSeries series, List<Violation> violations) {
    for (StoredSample sample : series.samples()) {
      check(series, sample.timestampMillis(), sample, violations);
    }
    for (StoredHistogram histogram : series.histograms()) {
      check(series, histogram.timestampMillis(), histogram, violations);
    }
    // With 1.0, Prometheus passes over an exemplar that comes late; with 2.0 it answers 400.
    if (protocol == Protocol.V2) {
      checkExemplars(series, violations);
    }
  }

  private void checkExemplars(StoredSeries series, List<Violation> violations) {
    for (StoredExemplar exemplar : series.exemplars()) {
      if (exemplar.timestampMillis() < newestExemplarMillis && !exemplars.contains(exemplar)) {
        String detail =
            "series=%s, stored=%d, exemplar=%s"
                .formatted(series.labels(), newestExemplarMillis, exemplar);
        violations.add(new Violation(Rule.EXEMPLAR_ORDER, detail));
      }
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
    for (StoredExemplar exemplar : series.exemplars()) {
      exemplars.add(exemplar);
      newestExemplarMillis = Math.max(newestExemplarMillis, exemplar.timestampMillis());
    }
    if (series.metadata().isPresent()) {
      metadata = series.metadata();
    }
  }

  StoredSeries toStored(Map<String, String> labels) {
    return new StoredSeries(
        labels,
        List.copyOf(samples.values()),
        List.copyOf(histograms.values()),
        List.copyOf(exemplars),
        metadata);
  }
}
