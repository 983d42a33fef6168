/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import java.util.Map;

/**
 * Counts since a client was built. Every sample handed in ends as written or dropped; the rest is
 * still on its way.
 *
 * @param samplesWritten samples in requests that the receiver accepted
 * @param samplesDropped samples that were lost, by reason; every reason has an entry
 * @param samplesRetried samples in requests that were sent again, counted once for each retry
 * @param requestsWritten requests that the receiver accepted
 * @param bytesWritten bytes of the bodies of these requests, compressed as snappy
 */
public record DeliveryStatistics(
    long samplesWritten,
    Map<DropReason, Long> samplesDropped,
    long samplesRetried,
    long requestsWritten,
    long bytesWritten) {
  public DeliveryStatistics {
    samplesDropped = Map.copyOf(samplesDropped);
  }

  /** Returns the sum over all reasons. */
  public long samplesDroppedInTotal() {
    return samplesDropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
