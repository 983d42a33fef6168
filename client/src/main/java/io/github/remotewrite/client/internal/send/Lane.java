/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.queue.RequestQueue;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.lang.System.Logger;
import java.util.concurrent.ThreadFactory;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An ordered way to the receiver: one thread, one request in flight.
 *
 * <p>A request is delivered or given up before the next one is attempted, so the samples of a
 * series never overtake each other. The thread starts with the first request.
 */
public final class Lane {
  private static final Outcome.Failure QUEUE_FULL =
      new Outcome.Failure("oldest requests made room for newer ones", null);
  private static final Outcome.Failure CLOSED = new Outcome.Failure("sender was closed", null);

  private final RequestQueue<Item> queue;
  private final Delivery delivery;
  private final DeliveryCounters counters;
  private final DeliveryLog log;
  private final ThreadFactory threads;
  private @Nullable Thread thread;
  private volatile boolean stopped;

  public Lane(
      long capacityBytes,
      Transport transport,
      Backoff backoff,
      RetryClock clock,
      DoubleSupplier random,
      DeliveryCounters counters,
      Logger logger,
      String endpoint,
      ThreadFactory threads) {
    this.queue = new RequestQueue<>(capacityBytes, item -> item.request.body().length);
    this.delivery = new Delivery(transport, backoff, clock, random, counters);
    this.counters = counters;
    this.log = new DeliveryLog(logger, endpoint, clock);
    this.threads = threads;
  }

  /** Queues a request behind those that wait. Must not be called by two threads at once. */
  public void enqueue(EncodedRequest request, PendingWrite write, long deadlineNanos) {
    startThread();
    for (Item evicted : queue.add(new Item(request, write, deadlineNanos))) {
      drop(evicted, DropReason.QUEUE_FULL, QUEUE_FULL);
    }
  }

  /** Stops the lane: the request in flight is given up, and what waits is dropped. */
  public synchronized void stop() {
    stopped = true;
    for (Item waiting : queue.close()) {
      drop(waiting, DropReason.CLOSED, CLOSED);
    }
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void startThread() {
    if (thread == null) {
      thread = threads.newThread(this::run);
      thread.start();
    }
  }

  private void run() {
    while (!stopped) {
      try {
        deliver(queue.take());
      } catch (InterruptedException e) {
        // Stopped; or somebody else's code, such as a supplier of headers, left an interrupt
        // behind.
      }
    }
  }

  private void deliver(Item item) throws InterruptedException {
    try {
      finish(item, delivery.deliver(item.request, item.deadlineNanos));
    } catch (InterruptedException e) {
      drop(item, DropReason.CLOSED, CLOSED);
      throw e;
    } catch (RuntimeException | Error e) {
      // The lane must outlive whatever happens to one request.
      drop(item, DropReason.ERROR, new Outcome.Failure("sender failed", e));
    }
  }

  private void finish(Item item, Outcome outcome) {
    if (outcome instanceof Outcome.Permanent permanent) {
      drop(item, DropReason.REJECTED, permanent.failure());
    } else if (outcome instanceof Outcome.Retryable retryable) {
      drop(item, DropReason.TIMEOUT, retryable.failure());
    } else {
      counters.written(item.request);
      log.written();
      item.write.written(item.request.samples());
    }
  }

  private void drop(Item item, DropReason reason, Outcome.Failure failure) {
    counters.dropped(item.request, reason);
    log.dropped(item.request.samples(), reason, failure);
    item.write.dropped(item.request.samples(), reason);
  }

  /** A request with what it belongs to. */
  private record Item(EncodedRequest request, PendingWrite write, long deadlineNanos) {}
}
