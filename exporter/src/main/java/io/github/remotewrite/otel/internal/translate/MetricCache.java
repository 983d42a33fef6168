/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the last export in their order, so that those of the next are found by comparing
 * references, as {@link SeriesCache} does it for points. Not thread-safe.
 */
final class MetricCache {
  private final List<@Nullable TranslatedMetric<?>> inOrder = new ArrayList<>();
  private int position;

  /** Begins another export, at its first metric. */
  void rewind() {
    position = 0;
  }

  /** Returns the next metric if it is where it was, or null. */
  @Nullable TranslatedMetric<?> next(MetricData metric, MetricKind<?> kind) {
    int place = position++;
    if (place < inOrder.size()) {
      TranslatedMetric<?> expected = inOrder.get(place);
      if (expected != null && expected.isTranslationOf(metric, kind)) {
        return expected;
      }
    }
    return null;
  }

  /** Notes what the metric is that {@link #next} did not return. */
  void expect(TranslatedMetric<?> metric) {
    int place = position - 1;
    while (inOrder.size() <= place) {
      inOrder.add(null); // One before may have no translation.
    }
    inOrder.set(place, metric);
  }

  void clear() {
    inOrder.clear();
  }
}
