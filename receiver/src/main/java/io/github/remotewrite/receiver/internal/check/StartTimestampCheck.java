/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the start timestamps of a 2.0 request.
 *
 * <p>Prometheus stores a 0 at the start timestamp, whatever the type of the series, so a gauge with
 * one gets a value it never had.
 */
final class StartTimestampCheck {
  private static final Set<StoredMetadata.Type> WITHOUT_START =
      EnumSet.of(
          StoredMetadata.Type.GAUGE,
          StoredMetadata.Type.GAUGEHISTOGRAM,
          StoredMetadata.Type.INFO,
          StoredMetadata.Type.STATESET);

  private final DecodedSeries series;
  private final List<Violation> violations;

  private StartTimestampCheck(DecodedSeries series, List<Violation> violations) {
    this.series = series;
    this.violations = violations;
  }

  static void check(List<DecodedSeries> request, List<Violation> violations) {
    request.forEach(series -> new StartTimestampCheck(series, violations).check());
  }

  private void check() {
    series
        .samples()
        .forEach(sample -> check(sample.startTimestampMillis(), sample.timestampMillis()));
    series
        .histograms()
        .forEach(histogram -> check(histogram.startTimestampMillis(), histogram.timestampMillis()));
  }

  private void check(long start, long timestamp) {
    if (start == 0) {
      return;
    }
    if (!PointCheck.isPlausible(start) || start > timestamp) {
      add(Rule.START_TIMESTAMP, "start=" + start + ", timestamp=" + timestamp);
    }
    series
        .metadata()
        .map(StoredMetadata::type)
        .filter(WITHOUT_START::contains)
        .ifPresent(type -> add(Rule.START_TIMESTAMP_TYPE, "start=" + start + ", type=" + type));
  }

  private void add(Rule rule, String place) {
    violations.add(new Violation(rule, "series=" + series.labels() + ", " + place));
  }
}
