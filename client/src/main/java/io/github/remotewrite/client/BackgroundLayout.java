/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import io.github.remotewrite.client.internal.encode.WriteEncoder;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lays out requests that are to be kept, on another thread than those that write.
 *
 * <p>A request at a time, so a write that comes meanwhile waits for one at most. A request that is
 * not laid out yet costs its next write more, and nothing else.
 */
final class BackgroundLayout implements Runnable {
  private final WriteEncoder encoder;
  private final ReentrantLock lock;
  private final Executor executor;
  private final System.Logger logger;
  // Guarded by lock.
  private boolean running;
  private boolean stopped;

  /**
   * @param lock what a write holds; fair
   */
  BackgroundLayout(
      WriteEncoder encoder, ReentrantLock lock, Executor executor, System.Logger logger) {
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
    running = true;
    try {
      executor.execute(this);
    } catch (RuntimeException | Error e) {
      // Perhaps there is a thread after the next write.
      running = false;
      logger.log(Level.DEBUG, "no thread to lay out requests", e);
    }
  }

  /** Lays out nothing more; only for who holds the lock. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    boolean more = true;
    while (more) {
      more = layOutNext();
    }
  }

  private boolean layOutNext() {
    boolean more = false;
    lock.lock();
    try {
      more = !stopped && encoder.layOutNext();
    } catch (RuntimeException | Error e) {
      logger.log(
          Level.WARNING, "a request could not be laid out, and is encoded anew for some writes", e);
    } finally {
      running = more;
      lock.unlock();
    }
    return more;
  }
}
