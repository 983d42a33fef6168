/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.util.List;

/** A native histogram as a receiver gave it back: buckets by their bounds, empty ones left out. */
public record StoredHistogram(
    long timestampMillis, double count, double sum, List<Bucket> buckets) {
  public StoredHistogram {
    buckets = List.copyOf(buckets);
  }

  /** The observations between two bounds. */
  public record Bucket(Bounds bounds, double lower, double upper, double count) {}

  /** Which bounds belong to a bucket. */
  public enum Bounds {
    UPPER_CLOSED,
    LOWER_CLOSED,
    OPEN,
    CLOSED
  }
}
