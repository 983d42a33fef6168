/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time that retries see, so that a test can drive it. */
public interface RetryClock {
  /** The time of this machine. */
  RetryClock SYSTEM =
      new RetryClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** Returns a time that only moves forward, to measure with. */
  long nanoTime();

  /** Returns the time of day, to compare with a date a receiver sent. */
  Instant now();

  /** Waits. */
  void sleep(long nanos) throws InterruptedException;
}
