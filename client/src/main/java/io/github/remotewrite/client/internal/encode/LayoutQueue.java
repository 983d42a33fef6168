/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait to be laid out, and no more of them than there is memory for.
 *
 * <p>Not thread-safe.
 */
final class LayoutQueue {
  // What waits takes as much memory as so many requests at most, and one more. What would be more
  // is laid out after one of the next writes.
  private static final int MAX_REQUESTS = 16;

  private final long maxMemory;
  private final Deque<WrittenRequest> waiting = new ArrayDeque<>();
  private long memory;

  LayoutQueue(int maxRequestBytes) {
    this.maxMemory = (long) MAX_REQUESTS * maxRequestBytes;
  }

  /** Returns whether one more request may wait. */
  boolean hasRoom() {
    return memory < maxMemory;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Adds a request, whose groups wait with it. */
  void add(WrittenRequest request) {
    waiting.add(request);
    memory += request.memory();
    request.layout().groups().forEach(group -> group.setAwaitsLayout(true));
  }

  /** Takes the request that has waited longest, if there is one; its groups wait no more. */
  @Nullable WrittenRequest poll() {
    WrittenRequest request = waiting.poll();
    if (request != null) {
      memory -= request.memory();
      request.layout().groups().forEach(group -> group.setAwaitsLayout(false));
    }
    return request;
  }
}
