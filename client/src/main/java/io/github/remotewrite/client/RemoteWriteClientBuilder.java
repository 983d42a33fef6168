/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import java.util.concurrent.ThreadFactory;

/**
 * Settings of a {@link RemoteWriteClient}.
 *
 * <p>Every setter checks its own value, {@link #build()} checks what contradicts each other; both
 * throw {@link IllegalArgumentException}. Not thread-safe.
 */
public final class RemoteWriteClientBuilder extends SenderOptions<RemoteWriteClientBuilder> {
  RemoteWriteClientBuilder(String endpoint) {
    super(endpoint);
  }

  RemoteWriteClientBuilder(SenderOptions<?> other) {
    super(other);
  }

  @Override
  protected RemoteWriteClientBuilder self() {
    return this;
  }

  /**
   * Sets what makes the sender's threads. They are named and made daemons afterwards. If unset,
   * they are plain threads.
   */
  public RemoteWriteClientBuilder setThreadFactory(ThreadFactory threadFactory) {
    useThreadFactory(threadFactory);
    return this;
  }

  /**
   * Builds the client. Nothing is sent, and no sender's thread started, before the first write.
   *
   * @throws IllegalArgumentException if two settings contradict each other, or one needs a library
   *     that is missing
   */
  public RemoteWriteClient build() {
    return buildClient();
  }

  /** Returns a builder with the same settings, to derive a variant from. */
  public RemoteWriteClientBuilder copy() {
    return new RemoteWriteClientBuilder(this);
  }
}
