/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before each retry: growing by a factor up to a bound, with jitter.
 *
 * <p>The jitter is ±10 %: enough to part senders that failed together, and little enough that a
 * wait is never shorter than 0.8 × the one before it (0.9 / 1.1 at the bound).
 *
 * @param minBackoff the first wait
 * @param maxBackoff the longest wait, before jitter
 * @param multiplier how much longer each wait is than the one before it
 * @param maxAttempts how often a request is sent at most, the first time included
 */
public record Backoff(
    Duration minBackoff, Duration maxBackoff, double multiplier, int maxAttempts) {
  private static final double JITTER = 0.1;

  /**
   * Returns how long to wait after a failed attempt.
   *
   * @param attempt 0 for the first attempt
   * @param random a source of numbers in [0, 1)
   */
  public long delayNanos(int attempt, DoubleSupplier random) {
    double longest = maxBackoff.toNanos();
    double delay = Math.min(minBackoff.toNanos() * Math.pow(multiplier, attempt), longest);
    return (long) (delay * (1 - JITTER + 2 * JITTER * random.getAsDouble()));
  }
}
