/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredHistogram.ResetHint;
import java.util.List;

/**
 * A native histogram as it was sent.
 *
 * @param integerFlavor whether all counts were sent as integers; if not, those sent as floats are
 *     missing here
 * @param startTimestampMillis 0 if unset
 */
public record DecodedHistogram(
    long timestampMillis,
    int schema,
    boolean integerFlavor,
    long count,
    double sum,
    double zeroThreshold,
    long zeroCount,
    DecodedBuckets positive,
    DecodedBuckets negative,
    List<Double> customValues,
    ResetHint resetHint,
    long startTimestampMillis) {

  public DecodedHistogram {
    customValues = List.copyOf(customValues);
  }

  /** Returns the histogram as it is stored. */
  public StoredHistogram toStored() {
    return new StoredHistogram(
        timestampMillis,
        schema,
        count,
        sum,
        zeroThreshold,
        zeroCount,
        positive.counts(),
        negative.counts(),
        customValues,
        resetHint,
        startTimestampMillis);
  }
}
