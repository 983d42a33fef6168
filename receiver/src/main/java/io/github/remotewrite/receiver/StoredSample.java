/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import java.util.Objects;

/**
 * A value of a series at a time. Samples are equal if their values are so bit by bit: a stale
 * marker differs from every other NaN, and -0 from 0.
 *
 * @param startTimestampMillis when a cumulative value began, 0 if the request doesn't say
 */
public record StoredSample(long timestampMillis, double value, long startTimestampMillis) {

  /** The bits of the NaN that says: this series has ended. */
  public static final long STALE_MARKER_BITS = 0x7ff0000000000002L;

  /** Creates a sample without a start timestamp. */
  public StoredSample(long timestampMillis, double value) {
    this(timestampMillis, value, 0);
  }

  /** Returns whether this sample ends its series. */
  public boolean isStaleMarker() {
    return Double.doubleToRawLongBits(value) == STALE_MARKER_BITS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredSample sample
        && timestampMillis == sample.timestampMillis
        && startTimestampMillis == sample.startTimestampMillis
        && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(sample.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(timestampMillis, startTimestampMillis, Double.doubleToRawLongBits(value));
  }
}
