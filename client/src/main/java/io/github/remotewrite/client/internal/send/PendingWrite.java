/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.WriteResult;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The samples of one write, and their outcomes at one receiver. Thread-safe. */
public final class PendingWrite {
  private final CompletableFuture<WriteResult> outcome = new CompletableFuture<>();
  private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
  private long written;
  private long pending;
  private long lossesBefore = -1;

  /**
   * @param samples how many samples all requests of this write carry
   */
  public PendingWrite(long samples) {
    pending = samples;
    completeIfDone();
  }

  /** Returns the result, which completes when every sample has an outcome. */
  public CompletableFuture<WriteResult> outcome() {
    return outcome;
  }

  /** Returns what is known now. */
  public synchronized WriteResult snapshot() {
    return new WriteResult(written, dropped, pending);
  }

  synchronized void recounted(long more) {
    pending += more;
  }

  /**
   * Notes how many losses the receiver's log had counted when this write was queued; the first call
   * counts.
   */
  synchronized void queuedAfter(long losses) {
    if (lossesBefore < 0) {
      lossesBefore = losses;
    }
  }

  synchronized long lossesBefore() {
    return lossesBefore;
  }

  /** Returns whether with these samples, everything is written. */
  synchronized boolean isWholeWith(long samples) {
    return pending == samples && dropped.isEmpty();
  }

  synchronized void written(long samples) {
    written += samples;
    pending -= samples;
    completeIfDone();
  }

  synchronized void dropped(long samples, DropReason reason) {
    if (samples == 0) {
      return; // A request of metadata alone: the samples are as complete as they were.
    }
    dropped.merge(reason, samples, Long::sum);
    pending -= samples;
    completeIfDone();
  }

  private void completeIfDone() {
    if (pending == 0) {
      outcome.complete(snapshot());
    }
  }
}
