/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import io.github.remotewrite.it.backend.StoredHistogram;
import io.github.remotewrite.it.backend.StoredSample;
import org.jspecify.annotations.Nullable;

/** What was sent for one series and time: a sample, a native histogram, or else a stale marker. */
record SentPoint(
    long timestampMillis, @Nullable StoredSample sample, @Nullable StoredHistogram histogram) {
  static SentPoint of(StoredSample sample) {
    return new SentPoint(sample.timestampMillis(), sample, null);
  }

  static SentPoint of(StoredHistogram histogram) {
    return new SentPoint(histogram.timestampMillis(), null, histogram);
  }

  static SentPoint staleMarker(long timestampMillis) {
    return new SentPoint(timestampMillis, null, null);
  }

  /** Returns the same at another time: what a query shows that looks back to it. */
  SentPoint at(long timestampMillis) {
    return new SentPoint(
        timestampMillis,
        sample == null ? null : new StoredSample(timestampMillis, sample.value()),
        histogram == null
            ? null
            : new StoredHistogram(
                timestampMillis, histogram.count(), histogram.sum(), histogram.buckets()));
  }
}
