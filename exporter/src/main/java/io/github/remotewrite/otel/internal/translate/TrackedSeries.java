/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Series;

/**
 * A series, and the number of the export in which it was last written.
 *
 * <p>However many data points end up with the same labels, there is one of these for them, so the
 * second one of an export is found out with one comparison.
 */
final class TrackedSeries {
  private final Series series;
  private long writtenIn;
  private long seenIn;

  TrackedSeries(Series series) {
    this.series = series;
  }

  Series series() {
    return series;
  }

  boolean isFreeIn(long export) {
    seenIn = export;
    return writtenIn != export;
  }

  void claimFor(long export) {
    writtenIn = export;
  }

  long seenIn() {
    return seenIn;
  }
}
