/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A series and its points in order of their timestamps.
 *
 * @param labels every label, {@code __name__} included, sorted by name
 * @param metadata the newest that came with the series; only Remote Write 2.0 sends it that way
 */
public record StoredSeries(
    Map<String, String> labels,
    List<StoredSample> samples,
    List<StoredHistogram> histograms,
    List<StoredExemplar> exemplars,
    Optional<StoredMetadata> metadata) {

  public StoredSeries {
    labels = unmodifiableSortedMap(new TreeMap<>(labels));
    samples = List.copyOf(samples);
    histograms = List.copyOf(histograms);
    exemplars = List.copyOf(exemplars);
  }

  /** Creates a series without metadata. */
  public StoredSeries(
      Map<String, String> labels,
      List<StoredSample> samples,
      List<StoredHistogram> histograms,
      List<StoredExemplar> exemplars) {
    this(labels, samples, histograms, exemplars, Optional.empty());
  }

  /** Returns the metric name, empty if there is none. */
  public String metricName() {
    return labels.getOrDefault("__name__", "");
  }
}
