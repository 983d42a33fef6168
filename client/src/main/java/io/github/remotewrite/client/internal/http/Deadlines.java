/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Interrupts threads whose attempt takes too long.
 *
 * <p>The JDK's own timeout costs a timer event and a wake-up of its selector for each request, and
 * goes by the wall clock before JDK 21. Here one look at all attempts is planned ahead, to the
 * earliest deadline: while receivers answer, that is one for each length of a timeout. Thread-safe.
 */
final class Deadlines {
  private final LongSupplier nanoTime;
  private final Planner planner;
  // All guarded by this.
  private final List<Deadline> open = new ArrayList<>();
  private boolean planned;
  private long plannedNanos;

  /** Looks are made on the JDK's thread for what is to happen later. */
  Deadlines(LongSupplier nanoTime) {
    this(
        nanoTime,
        (look, nanos) ->
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
                .execute(look));
  }

  Deadlines(LongSupplier nanoTime, Planner planner) {
    this.nanoTime = nanoTime;
    this.planner = planner;
  }

  /** Begins an attempt of the calling thread, which has to {@link #end} it. */
  synchronized Deadline begin(long timeoutNanos) {
    long now = nanoTime.getAsLong();
    Deadline deadline = new Deadline(Thread.currentThread(), now + timeoutNanos);
    open.add(deadline);
    plan(deadline.nanos, now);
    return deadline;
  }

  /**
   * Ends an attempt of the calling thread, if that has not happened, and returns whether it took
   * too long. Then the thread is not interrupted any more, whoever it was that did so.
   */
  synchronized boolean end(Deadline deadline) {
    if (deadline.passed) {
      boolean unused = Thread.interrupted();
      return true;
    }
    open.remove(deadline);
    return false;
  }

  private void plan(long nanos, long now) {
    if (!planned || nanos - plannedNanos < 0) {
      planned = true;
      plannedNanos = nanos;
      planner.plan(this::look, Math.max(0, nanos - now));
    }
  }

  private synchronized void look() {
    long now = nanoTime.getAsLong();
    for (Deadline deadline : open) {
      if (deadline.nanos - now <= 0) {
        deadline.passed = true;
        deadline.thread.interrupt();
      }
    }
    open.removeIf(deadline -> deadline.passed);
    if (planned && plannedNanos - now <= 0) {
      planned = false;
    }
    for (Deadline deadline : open) {
      plan(deadline.nanos, now);
    }
  }

  /** Until when one attempt may take. */
  static final class Deadline {
    private final Thread thread;
    private final long nanos;
    // Guarded by the deadlines it is one of.
    private boolean passed;

    private Deadline(Thread thread, long nanos) {
      this.thread = thread;
      this.nanos = nanos;
    }
  }

  /** Has something done later. */
  @FunctionalInterface
  interface Planner {
    void plan(Runnable look, long nanos);
  }
}
