/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A series as a receiver gave it back. Labels are sorted; samples and histograms are in order of
 * time.
 */
public record StoredSeries(
    Map<String, String> labels, List<StoredSample> samples, List<StoredHistogram> histograms) {
  public StoredSeries {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    samples = List.copyOf(samples);
    histograms = List.copyOf(histograms);
  }

  /** The label {@code __name__}; empty if there is none, as after most functions. */
  public String name() {
    return labels.getOrDefault("__name__", "");
  }

  public @Nullable String label(String name) {
    return labels.get(name);
  }

  /** The values of all samples, without their timestamps. */
  public List<Double> values() {
    return samples.stream().map(StoredSample::value).toList();
  }

  /** The value of the only sample. */
  public double value() {
    if (samples.size() != 1) {
      throw new IllegalStateException("series must have one sample: series=" + this);
    }
    return samples.get(0).value();
  }

  /** The only histogram. */
  public StoredHistogram histogram() {
    if (histograms.size() != 1) {
      throw new IllegalStateException("series must have one histogram: series=" + this);
    }
    return histograms.get(0);
  }
}
