/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a receiver wrote something, whichever lane sent it.
 *
 * <p>Receivers answer 500 to what they will never take, too. One that writes for others while it
 * refuses a request is not in trouble; the request is. Thread-safe.
 */
final class Heartbeat {
  private final AtomicLong beats = new AtomicLong();

  void beat() {
    beats.incrementAndGet();
  }

  /** Returns a number that is larger after each request that was written. */
  long beats() {
    return beats.get();
  }
}
