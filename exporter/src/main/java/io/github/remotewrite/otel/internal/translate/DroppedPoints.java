/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.DataPointDropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts data points that were not translated, and names each metric once for each reason.
 *
 * <p>Counts can be read by any thread.
 */
final class DroppedPoints {
  private final WarnOnce warnings;
  private final Map<DataPointDropReason, LongAdder> counts =
      new EnumMap<>(DataPointDropReason.class);

  DroppedPoints(WarnOnce warnings) {
    this.warnings = warnings;
    for (DataPointDropReason reason : DataPointDropReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** Returns how many data points were dropped, with an entry for every reason. */
  Map<DataPointDropReason, Long> counts() {
    Map<DataPointDropReason, Long> sums = new EnumMap<>(DataPointDropReason.class);
    counts.forEach((reason, count) -> sums.put(reason, count.sum()));
    return sums;
  }

  void add(DataPointDropReason reason, String metric, int points, String detail) {
    add(reason, metric, points, detail, null);
  }

  void add(
      DataPointDropReason reason,
      String metric,
      int points,
      String detail,
      @Nullable Throwable cause) {
    LongAdder count = counts.get(reason);
    if (points == 0 || count == null) {
      return;
    }
    count.add(points);
    warnings.warn(
        Map.entry(reason, metric),
        "data points were dropped, for this metric said only once: metric="
            + metric
            + ", dataPoints="
            + points
            + ", "
            + detail,
        cause);
  }
}
