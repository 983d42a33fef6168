/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.github.remotewrite.it.backend.StoredSeries;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sample with the labels of its series: the unit in which exports are compared with what is
 * stored of them.
 */
record LabeledSample(Map<String, String> labels, long timestampMillis, double value) {
  LabeledSample {
    labels = Map.copyOf(labels);
  }

  /** The samples of all series; native histograms are left out. */
  static List<LabeledSample> of(Collection<StoredSeries> series) {
    return series.stream().flatMap(LabeledSample::of).toList();
  }

  private static Stream<LabeledSample> of(StoredSeries series) {
    return series.samples().stream()
        .map(
            sample -> new LabeledSample(series.labels(), sample.timestampMillis(), sample.value()));
  }
}
