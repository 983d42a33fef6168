/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import io.github.remotewrite.client.internal.encode.WriteEncoder;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * Lays out requests that are to be kept, on a thread of its own while nobody writes.
 *
 * <p>A request at a time, so that a write that comes meanwhile waits for one at most. A request
 * that is not laid out yet costs its next write more, and nothing else.
 */
final class BackgroundLayout implements Runnable {
  private final WriteEncoder encoder;
  private final Object lock;
  private final Executor executor;
  private final System.Logger logger;
  // Guarded by lock.
  private boolean running;

  /**
   * @param lock what a write holds
   */
  BackgroundLayout(WriteEncoder encoder, Object lock, Executor executor, System.Logger logger) {
    this.encoder = encoder;
    this.lock = lock;
    this.executor = executor;
    this.logger = logger;
  }

  /** Begins if there is something to be laid out; only for who holds the lock. */
  void begin() {
    if (running || !encoder.isLayoutWaiting()) {
      return;
    }
    try {
      executor.execute(this);
      running = true;
    } catch (RuntimeException | OutOfMemoryError e) {
      // Perhaps there is a thread after the next write.
      logger.log(Level.DEBUG, "no thread to lay out requests", e);
    }
  }

  @Override
  public void run() {
    while (layOutNext()) {
      Thread.onSpinWait();
    }
  }

  private boolean layOutNext() {
    synchronized (lock) {
      try {
        running = encoder.layOutNext();
      } catch (RuntimeException | Error e) {
        running = false;
        logger.log(Level.WARNING, "a request can't be laid out, and is encoded each time", e);
      }
      return running;
    }
  }
}
