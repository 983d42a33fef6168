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
@FunctionalInterface
public interface LossListener<T> {
  /**
   * Takes note of a loss.
   *
   * @param owner whose request it was, or null if nobody's of this process
   * @param detail what happened, in words and as {@code name=value}
   */
  void lost(@Nullable T owner, long samples, DropReason reason, String detail);
}
