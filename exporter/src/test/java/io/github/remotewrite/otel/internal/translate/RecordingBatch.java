/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps the samples written into it, in their order. */
final class RecordingBatch implements Batch {
  private final List<Written> samples = new ArrayList<>();

  @Override
  public void add(Series series, long timestampMillis, double value) {
    samples.add(new Written(series.labels().toMap(), timestampMillis, value));
  }

  @Override
  public void add(SeriesGroup group, long timestampMillis, double... values) {
    for (int i = 0; i < group.series().size(); i++) {
      add(group.series().get(i), timestampMillis, values[i]);
    }
  }

  List<Written> samples() {
    return samples;
  }

  /** Returns the samples of series with this metric name. */
  List<Written> named(String name) {
    return samples.stream().filter(sample -> name.equals(sample.label("__name__"))).toList();
  }

  /** One sample with the labels of its series. */
  record Written(Map<String, String> labels, long timestampMillis, double value) {
    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }
}
