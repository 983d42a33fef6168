/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What waits for a lane, oldest first, bounded in bytes.
 *
 * <p>When something new does not fit, the oldest make room: for cumulative data the newest sample
 * says most. Thread-safe.
 *
 * @param <T> what waits
 */
public final class RequestQueue<T> {
  private final long capacityBytes;
  private final ToIntFunction<T> bytes;
  private final Deque<T> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean closed;

  /**
   * @param bytes how many bytes an element holds
   */
  public RequestQueue(long capacityBytes, ToIntFunction<T> bytes) {
    this.capacityBytes = capacityBytes;
    this.bytes = bytes;
  }

  /** Adds a request and returns those that had to make room for it, or itself if closed. */
  public synchronized List<T> add(T request) {
    if (closed) {
      return List.of(request);
    }
    List<T> evicted = new ArrayList<>();
    waiting.addLast(request);
    waitingBytes += bytes.applyAsInt(request);
    while (waitingBytes > capacityBytes) {
      evicted.add(removeFirst());
    }
    notifyAll();
    return evicted;
  }

  /** Returns the oldest request; waits for one if there is none. */
  public synchronized T take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return removeFirst();
  }

  /** Closes the queue and returns what was waiting. */
  public synchronized List<T> close() {
    closed = true;
    List<T> rest = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    return rest;
  }

  private T removeFirst() {
    T first = waiting.removeFirst();
    waitingBytes -= bytes.applyAsInt(first);
    return first;
  }
}
