/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts since a client was built. Every sample handed in ends as written or dropped; the rest is
 * still on its way. With several receivers, a sample is counted once for each.
 *
 * @param samplesWritten samples in requests that the receiver accepted
 * @param samplesDropped samples that were lost, by reason; every reason has an entry
 * @param samplesRetried samples in requests that were sent again, counted once for each retry
 * @param requestsWritten requests that the receiver accepted
 * @param bytesWritten bytes of the bodies of these requests, compressed as snappy
 * @param attempts how often a request was sent, by outcome; every outcome has an entry
 * @param attemptBytes bytes of the bodies that were sent, as for bytesWritten, by outcome
 */
public record DeliveryStatistics(
    long samplesWritten,
    Map<DropReason, Long> samplesDropped,
    long samplesRetried,
    long requestsWritten,
    long bytesWritten,
    Map<AttemptOutcome, Long> attempts,
    Map<AttemptOutcome, Long> attemptBytes) {
  public DeliveryStatistics {
    samplesDropped = Map.copyOf(samplesDropped);
    attempts = Map.copyOf(attempts);
    attemptBytes = Map.copyOf(attemptBytes);
  }

  /** Returns the sum over all reasons. */
  public long samplesDroppedInTotal() {
    return samplesDropped.values().stream().mapToLong(Long::longValue).sum();
  }

  static DeliveryStatistics sum(Collection<DeliveryStatistics> all) {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    Map<AttemptOutcome, Long> attempts = new EnumMap<>(AttemptOutcome.class);
    Map<AttemptOutcome, Long> attemptBytes = new EnumMap<>(AttemptOutcome.class);
    long written = 0;
    long retried = 0;
    long requestsWritten = 0;
    long bytesWritten = 0;
    for (DeliveryStatistics one : all) {
      written += one.samplesWritten;
      retried += one.samplesRetried;
      requestsWritten += one.requestsWritten;
      bytesWritten += one.bytesWritten;
      one.samplesDropped.forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
      one.attempts.forEach((outcome, count) -> attempts.merge(outcome, count, Long::sum));
      one.attemptBytes.forEach((outcome, count) -> attemptBytes.merge(outcome, count, Long::sum));
    }
    return new DeliveryStatistics(
        written, dropped, retried, requestsWritten, bytesWritten, attempts, attemptBytes);
  }
}
