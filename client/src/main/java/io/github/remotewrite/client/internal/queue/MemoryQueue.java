/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import io.github.remotewrite.client.DropReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue in memory.
 *
 * <p>Its bound is about what waits; a request that was taken is no longer counted in, and never
 * makes room.
 */
public final class MemoryQueue<T> implements RequestQueue<T> {
  private final long capacityBytes;
  private final LossListener<T> losses;
  private final List<Lane<T>> lanes = new ArrayList<>();
  private long waitingBytes;
  private boolean closed;

  public MemoryQueue(int lanes, long capacityBytes, LossListener<T> losses) {
    this.capacityBytes = capacityBytes;
    this.losses = losses;
    for (int i = 0; i < lanes; i++) {
      this.lanes.add(new Lane<>());
    }
  }

  @Override
  public void add(int lane, Queued<T> request) {
    if (!tryAdd(lane, request)) {
      tell(List.of(request), DropReason.CLOSED, "sender was closed");
      return;
    }
    Collection<Queued<T>> evicted = evict();
    if (!evicted.isEmpty()) {
      tell(evicted, DropReason.QUEUE_FULL, "queue is full: capacityBytes=" + capacityBytes);
    }
  }

  private synchronized boolean tryAdd(int lane, Queued<T> request) {
    if (closed) {
      return false;
    }
    lanes.get(lane).waiting.addLast(request);
    waitingBytes += bytes(request);
    notifyAll();
    return true;
  }

  private synchronized Collection<Queued<T>> evict() {
    List<Queued<T>> evicted = new ArrayList<>();
    while (waitingBytes > capacityBytes) {
      Lane<T> oldest = lanes.get(0);
      for (Lane<T> lane : lanes) {
        if (lane.oldestWaitingMillis() < oldest.oldestWaitingMillis()) {
          oldest = lane;
        }
      }
      evicted.add(removeFirst(oldest));
    }
    return evicted;
  }

  @Override
  public synchronized Queued<T> take(int number) throws InterruptedException {
    Lane<T> lane = lanes.get(number);
    Queued<T> taken = lane.taken;
    if (taken == null) {
      while (lane.waiting.isEmpty()) {
        wait();
      }
      taken = removeFirst(lane);
      lane.taken = taken;
    }
    return taken;
  }

  @Override
  public synchronized void remove(int number) {
    Lane<T> lane = lanes.get(number);
    if (lane.taken != null) {
      lane.taken.request().release();
      lane.taken = null;
    }
  }

  private Queued<T> removeFirst(Lane<T> lane) {
    Queued<T> first = lane.waiting.removeFirst();
    waitingBytes -= bytes(first);
    return first;
  }

  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public synchronized QueueUsage usage() {
    long samples = 0;
    long bytes = 0;
    long oldestMillis = Long.MAX_VALUE;
    for (Lane<T> lane : lanes) {
      for (Queued<T> request : lane.all()) {
        samples += request.request().samples();
        bytes += bytes(request);
        oldestMillis = Math.min(oldestMillis, request.queuedMillis());
      }
    }
    return new QueueUsage(samples, bytes, oldestMillis);
  }

  /** What waits is lost; what was taken is the taker's to tell of. */
  @Override
  public void close() {
    tell(drain(), DropReason.CLOSED, "sender was closed");
  }

  private synchronized Collection<Queued<T>> drain() {
    closed = true;
    List<Queued<T>> rest = new ArrayList<>();
    for (Lane<T> lane : lanes) {
      rest.addAll(lane.waiting);
      lane.waiting.clear();
    }
    waitingBytes = 0;
    return rest;
  }

  private void tell(Collection<Queued<T>> lost, DropReason reason, String detail) {
    for (Queued<T> request : lost) {
      losses.lost(request.request().samples(), reason, detail);
      losses.tell(request.owner(), request.request().samples(), reason);
      request.request().release();
    }
  }

  private static int bytes(Queued<?> request) {
    return request.request().length();
  }

  private static final class Lane<T> {
    private final Deque<Queued<T>> waiting = new ArrayDeque<>();
    private @Nullable Queued<T> taken;

    long oldestWaitingMillis() {
      Queued<T> oldest = waiting.peekFirst();
      return oldest == null ? Long.MAX_VALUE : oldest.queuedMillis();
    }

    List<Queued<T>> all() {
      List<Queued<T>> all = new ArrayList<>(waiting);
      if (taken != null) {
        all.add(taken);
      }
      return all;
    }
  }
}
