/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import io.github.remotewrite.client.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Whom a queue tells of requests that it lost. Called by the thread that found the loss, without a
 * lock.
 *
 * @param <T> what owners are
 */
public interface LossListener<T> {
  /**
   * Takes note that samples are lost.
   *
   * @param detail what happened, in words and as {@code name=value}
   */
  void lost(long samples, DropReason reason, String detail);

  /**
   * Tells an owner that samples of its are among those lost. A queue on disk finds out whose they
   * were when their turn would have come.
   *
   * @param owner null if they were queued by a process that has ended
   */
  void tell(@Nullable T owner, long samples, DropReason reason);
}
