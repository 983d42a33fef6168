/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The signal to stop, given by Ctrl-C.
 *
 * <p>The JVM ends as soon as its shutdown hooks have run, so ours waits until everything is
 * delivered, and ends the JVM itself: otherwise the exit status would tell of the signal only.
 */
final class Stop {
  private static final int NOT_FINISHED = 1;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = NOT_FINISHED;

  void onShutdown(Duration deadline) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(deadline), "stop"));
  }

  private void stop(Duration deadline) {
    requested.countDown();
    try {
      boolean unused = finished.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }

  /** Waits; returns whether to stop. */
  boolean await(Duration duration) throws InterruptedException {
    return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  void finish(int code) {
    exitCode = code;
    finished.countDown();
  }
}
