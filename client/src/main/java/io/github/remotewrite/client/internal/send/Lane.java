/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.queue.Queued;
import io.github.remotewrite.client.internal.queue.RequestQueue;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An ordered way to the receiver: one thread, one request in flight.
 *
 * <p>A request is delivered or given up before the next one is attempted, so the samples of a
 * series never overtake each other. The thread starts with the first request.
 */
final class Lane {
  private static final Outcome.Failure CLOSED = new Outcome.Failure("sender was closed", null);

  private static final long END_MILLIS = 1_000;

  private final int number;
  private final RequestQueue<PendingWrite> queue;
  private final Handover handover;
  private final long sampleAgeLimitMillis;
  private final Function<Queued<PendingWrite>, Receipt> receipts;
  private final ThreadFactory threads;
  private @Nullable Thread thread;
  private volatile boolean stopped;

  /**
   * @param sampleAgeLimit how long a request is tried; zero for ever
   * @param receipts where it is written down what became of a request
   * @param handover made with what tells whether this lane was stopped
   */
  Lane(
      int number,
      RequestQueue<PendingWrite> queue,
      Function<Lane, Handover> handover,
      Duration sampleAgeLimit,
      Function<Queued<PendingWrite>, Receipt> receipts,
      ThreadFactory threads) {
    this.number = number;
    this.queue = queue;
    this.handover = handover.apply(this);
    this.sampleAgeLimitMillis = sampleAgeLimit.toMillis();
    this.receipts = receipts;
    this.threads = threads;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Starts the thread, unless it has been. */
  synchronized void start() {
    if (thread == null && !stopped) {
      thread = threads.newThread(this::run);
      thread.start();
    }
  }

  /** Stops the lane: the request in flight is given up, or waits on if the queue is durable. */
  synchronized void stop() {
    stopped = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Waits until a stopped lane has written down what became of its request; not for long. */
  void awaitEnd() {
    Thread ending = thread();
    if (ending == null || ending.equals(Thread.currentThread())) {
      return;
    }
    try {
      // Somebody else's code, such as a supplier of headers, may not notice the interrupt.
      ending.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread thread() {
    return thread;
  }

  private void run() {
    while (!stopped) {
      try {
        deliver(queue.take(number));
      } catch (InterruptedException e) {
        // Stopped; or somebody else's code, such as a supplier of headers, left an interrupt
        // behind.
      } catch (RuntimeException | Error e) {
        // The lane must outlive whatever happens to one request.
        queue.remove(number);
      }
    }
    handover.stop();
  }

  private void deliver(Queued<PendingWrite> queued) throws InterruptedException {
    Receipt receipt = receipts.apply(queued);
    try {
      handover.handOver(new RequestPart(queued.request(), expiresMillis(queued), receipt));
    } catch (InterruptedException e) {
      if (!queue.isDurable()) {
        receipt.dropRest(DropReason.CLOSED, CLOSED);
      }
      throw e;
    } catch (RuntimeException | Error e) {
      receipt.dropRest(DropReason.ERROR, new Outcome.Failure("sender failed", e));
    }
    queue.remove(number);
  }

  private long expiresMillis(Queued<PendingWrite> queued) {
    return sampleAgeLimitMillis == 0
        ? Long.MAX_VALUE
        : queued.queuedMillis() + sampleAgeLimitMillis;
  }
}
