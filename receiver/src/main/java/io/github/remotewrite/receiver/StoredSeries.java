/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A series and its points in order of their timestamps.
 *
 * @param labels every label, {@code __name__} included, sorted by name
 */
public record StoredSeries(
    Map<String, String> labels,
    List<StoredSample> samples,
    List<StoredHistogram> histograms,
    List<StoredExemplar> exemplars) {

  public StoredSeries {
    labels = unmodifiableSortedMap(new TreeMap<>(labels));
    samples = List.copyOf(samples);
    histograms = List.copyOf(histograms);
    exemplars = List.copyOf(exemplars);
  }

  /** Returns the metric name, empty if there is none. */
  public String metricName() {
    return labels.getOrDefault("__name__", "");
  }
}
