/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.retry.RetryClock;
import java.time.Duration;

/** A time without trying that grows by a factor of two. Over until it begins. Not thread-safe. */
final class Pause {
  private final RetryClock clock;
  private final long shortestNanos;
  private final long longestNanos;
  private long nanos;
  private long endNanos;
  private boolean begun;

  Pause(RetryClock clock, Duration shortest, Duration longest) {
    this.clock = clock;
    this.shortestNanos = shortest.toNanos();
    this.longestNanos = longest.toNanos();
    reset();
  }

  void begin() {
    begun = true;
    endNanos = clock.nanoTime() + nanos;
  }

  void grow() {
    nanos = Math.min(2 * nanos, longestNanos);
  }

  boolean isOver() {
    return !begun || clock.nanoTime() - endNanos >= 0;
  }

  /** Ends the pause, and makes the next one the shortest. */
  void reset() {
    begun = false;
    nanos = shortestNanos;
  }
}
