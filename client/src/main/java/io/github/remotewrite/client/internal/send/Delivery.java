/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.util.function.DoubleSupplier;

/**
 * Delivers one request: attempt, and after a retryable outcome wait and attempt again, until the
 * deadline.
 *
 * <p>Which outcomes are retryable is the transport's knowledge; when and how often is this one's.
 */
final class Delivery {
  private static final Outcome.Failure NOT_ATTEMPTED =
      new Outcome.Failure("requests before it took until the timeout", null);

  private final Transport transport;
  private final Backoff backoff;
  private final RetryClock clock;
  private final DoubleSupplier random;
  private final DeliveryCounters counters;

  Delivery(
      Transport transport,
      Backoff backoff,
      RetryClock clock,
      DoubleSupplier random,
      DeliveryCounters counters) {
    this.transport = transport;
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
    this.counters = counters;
  }

  /**
   * Returns the last outcome: written, permanent, or retryable if no attempt was left that could
   * have begun before the deadline.
   */
  Outcome deliver(EncodedRequest request, long deadlineNanos) throws InterruptedException {
    Outcome outcome = new Outcome.Retryable(NOT_ATTEMPTED, 0, 0);
    for (int attempt = 0; attempt < backoff.maxAttempts(); attempt++) {
      long remaining = deadlineNanos - clock.nanoTime();
      if (remaining <= 0) {
        return outcome;
      }
      if (attempt > 0) {
        counters.retried(request);
      }
      outcome = transport.attempt(request, attempt, remaining);
      if (!(outcome instanceof Outcome.Retryable retryable)) {
        return outcome;
      }
      long delay =
          retryable.retryAfterNanos() > 0
              ? retryable.retryAfterNanos()
              : backoff.delayNanos(attempt, random);
      if (attempt + 1 == backoff.maxAttempts() || delay >= deadlineNanos - clock.nanoTime()) {
        return outcome; // Don't begin a wait that no attempt would follow.
      }
      clock.sleep(delay);
    }
    return outcome;
  }
}
