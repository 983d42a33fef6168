/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** An SDK's clock that stands still until a test moves it. */
final class FakeClock implements Clock {
  // The last nanosecond of a millisecond, so that rounding would give the next one.
  private static final long NANOS_PAST_MILLISECOND = 999_999;

  private final AtomicLong epochNanos;

  private FakeClock(long epochNanos) {
    this.epochNanos = new AtomicLong(epochNanos);
  }

  /** Returns a clock that is that much behind the system's, at a whole second and a bit. */
  static FakeClock behindNow(Duration age) {
    long seconds = Instant.now().minus(age).getEpochSecond();
    return new FakeClock(Duration.ofSeconds(seconds).toNanos() + NANOS_PAST_MILLISECOND);
  }

  void advance(Duration step) {
    epochNanos.addAndGet(step.toNanos());
  }

  long millis() {
    return Duration.ofNanos(epochNanos.get()).toMillis();
  }

  Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long now() {
    return epochNanos.get();
  }

  @Override
  public long nanoTime() {
    return epochNanos.get();
  }
}
