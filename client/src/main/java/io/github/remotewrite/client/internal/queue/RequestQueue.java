/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

/**
 * What waits for one receiver: for each lane its requests, oldest first, all together bounded in
 * bytes.
 *
 * <p>When something new does not fit, the oldest make room, whichever lane they are of: for
 * cumulative data the newest sample says most. Thread-safe; but each lane has one taker.
 *
 * @param <T> whom outcomes are told
 */
public interface RequestQueue<T> {
  /**
   * Adds a request behind those of its lane. The queue lets go of it when it is removed or lost, or
   * kept elsewhere.
   */
  void add(int lane, Queued<T> request);

  /**
   * Returns the oldest request of a lane; waits for one if there is none. It stays in the queue
   * until it is {@link #remove removed}, and is returned again if it isn't.
   */
  Queued<T> take(int lane) throws InterruptedException;

  /** Removes the request that was taken last, which has its outcome. */
  void remove(int lane);

  /** Returns whether what waits outlives the process. */
  boolean isDurable();

  QueueUsage usage();

  /** Closes the queue: nothing more is added, and what does not outlive it is lost. */
  void close();
}
