/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;

/**
 * A series, and what was last written to it.
 *
 * <p>However many data points end up with the same labels, there is one of these for them, so the
 * second one of an export is found out with one comparison.
 */
final class TrackedSeries {
  private final Series series;
  private long writtenIn;
  private long seenIn;
  private long lastMillis = Long.MIN_VALUE;
  private long exemplarsBeforeMillis = Long.MIN_VALUE;
  private long newestExemplarMillis = Long.MIN_VALUE;

  TrackedSeries(Series series) {
    this.series = series;
  }

  Series series() {
    return series;
  }

  /** Returns the series as one of a metric that is this. */
  Series series(Metadata metadata) {
    boolean same = series.metadata().filter(metadata::equals).isPresent();
    return same ? series : Series.of(series.labels(), metadata);
  }

  /** Notes that a point of this export has the series; returns whether it is the first one. */
  boolean isFreeIn(long export) {
    seenIn = export;
    return writtenIn != export;
  }

  /** Returns whether a sample of this time would follow all others. */
  boolean isAfterLast(long timestampMillis) {
    return timestampMillis > lastMillis;
  }

  /** Takes the series for a sample of this time. */
  void claimFor(long export, long timestampMillis) {
    writtenIn = export;
    lastMillis = timestampMillis;
    exemplarsBeforeMillis = newestExemplarMillis;
  }

  /** Returns whether an exemplar is newer than all of earlier exports, and counts it in. */
  boolean acceptExemplar(long timestampMillis) {
    if (timestampMillis <= exemplarsBeforeMillis) {
      return false;
    }
    newestExemplarMillis = Math.max(newestExemplarMillis, timestampMillis);
    return true;
  }

  long seenIn() {
    return seenIn;
  }
}
