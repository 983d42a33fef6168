/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when something sleeps, or the test says so. */
public final class FakeClock implements RetryClock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  // Not zero: deadlines must not depend on where a clock begins.
  private static final long START_NANOS = Long.MAX_VALUE - 1_000;

  private final List<Duration> sleeps = new ArrayList<>();
  private long nanos = START_NANOS;

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return START.plusNanos(nanos - START_NANOS);
  }

  @Override
  public void sleep(long duration) {
    sleeps.add(Duration.ofNanos(duration));
    nanos += duration;
  }

  public void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  public List<Duration> sleeps() {
    return sleeps;
  }
}
