/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
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
  private final Handover handover;
  private final DeliveryCounters counters;
  private final DeliveryLog log;
  private final ThreadFactory threads;
  private @Nullable Thread thread;
  private volatile boolean stopped;

  public Lane(
      long capacityBytes,
      Transport transport,
      Negotiation negotiation,
      V1Rewriter rewriter,
      Backoff backoff,
      RetryClock clock,
      DoubleSupplier random,
      DeliveryCounters counters,
      Logger logger,
      String endpoint,
      ThreadFactory threads) {
    this.queue = new RequestQueue<>(capacityBytes, item -> item.request.length());
    Delivery delivery = new Delivery(transport, backoff, clock, random, counters);
    this.handover = new Handover(delivery, negotiation, rewriter);
    this.counters = counters;
    this.log = new DeliveryLog(logger, endpoint, clock);
    this.threads = threads;
  }

  /** Queues a request behind those that wait. Must not be called by two threads at once. */
  public void enqueue(EncodedRequest request, PendingWrite write, long deadlineNanos) {
    startThread();
    for (Item evicted : queue.add(new Item(request, write, deadlineNanos))) {
      evicted.dropRest(DropReason.QUEUE_FULL, QUEUE_FULL);
    }
  }

  /** Stops the lane: the request in flight is given up, and what waits is dropped. */
  public synchronized void stop() {
    stopped = true;
    for (Item waiting : queue.close()) {
      waiting.dropRest(DropReason.CLOSED, CLOSED);
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
      handover.handOver(item.request, item.deadlineNanos, item);
      item.request.release();
    } catch (InterruptedException e) {
      item.dropRest(DropReason.CLOSED, CLOSED);
      throw e;
    } catch (RuntimeException | Error e) {
      // The lane must outlive whatever happens to one request.
      item.dropRest(DropReason.ERROR, new Outcome.Failure("sender failed", e));
    }
  }

  /** A request with what it belongs to, and how much of it has no outcome yet. */
  private final class Item implements Receipt {
    private final EncodedRequest request;
    private final PendingWrite write;
    private final long deadlineNanos;
    private long open;

    Item(EncodedRequest request, PendingWrite write, long deadlineNanos) {
      this.request = request;
      this.write = write;
      this.deadlineNanos = deadlineNanos;
      this.open = request.samples();
    }

    @Override
    public void recounted(long more) {
      open += more;
      write.recounted(more);
    }

    @Override
    public void written(long samples, int requestBytes) {
      open -= samples;
      counters.written(samples, requestBytes);
      log.written();
      write.written(samples);
    }

    @Override
    public void dropped(long samples, DropReason reason, Outcome.Failure failure) {
      open -= samples;
      counters.dropped(samples, reason);
      log.dropped(samples, reason, failure);
      write.dropped(samples, reason);
    }

    void dropRest(DropReason reason, Outcome.Failure failure) {
      if (open > 0) {
        dropped(open, reason, failure);
      }
    }
  }
}
