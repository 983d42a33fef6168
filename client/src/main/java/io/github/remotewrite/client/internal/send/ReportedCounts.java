/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.retry.RetryClock;
import java.time.Duration;

/**
 * Whether the Written headers of a receiver's refusals are believed.
 *
 * <p>A refusal that claims to have written everything contradicts itself: Mimir counts what it has
 * read. One that claims nothing may be right (Prometheus) or not (Cortex). Both are found out by
 * sending parts of the request. Any other count is believed, unless the receiver has contradicted
 * itself within {@link #DISTRUST}. Thread-safe.
 */
final class ReportedCounts {
  static final Duration DISTRUST = Duration.ofHours(1);

  private final RetryClock clock;
  private boolean contradicted;
  private long contradictedNanos;

  ReportedCounts(RetryClock clock) {
    this.clock = clock;
  }

  /**
   * Returns whether a refused request was written to the extent that its answer says.
   *
   * @param reported how many samples the answer says were written; -1 if it doesn't say
   * @param samples how many samples the request carries
   */
  synchronized boolean areBelieved(long reported, int samples) {
    if (reported >= samples) {
      contradicted = true;
      contradictedNanos = clock.nanoTime();
      return false;
    }
    boolean distrusted = contradicted && clock.nanoTime() - contradictedNanos < DISTRUST.toNanos();
    return reported > 0 && !distrusted;
  }
}
