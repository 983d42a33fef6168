/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/**
 * Tells of dropped samples without flooding the log.
 *
 * <p>The first drop is a warning. Those that follow are summed up in one warning a minute. The
 * first success after a drop is told with how long the trouble lasted and what it cost.
 * Thread-safe.
 */
final class DeliveryLog {
  private static final Map<DropReason, String> CONSEQUENCES =
      Map.of(
          DropReason.REJECTED, "receiver rejected request, not retrying",
          DropReason.TIMEOUT, "receiver did not accept request in time, dropped it",
          DropReason.QUEUE_FULL, "queue is full, dropped request",
          DropReason.CLOSED, "dropped request",
          DropReason.ERROR, "dropped request");
  private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger logger;
  private final String endpoint;
  private final RetryClock clock;
  private boolean failing;
  private long firstDropNanos;
  private long lastWarningNanos;
  private long droppedSamples;
  private long untoldSamples;

  DeliveryLog(Logger logger, String endpoint, RetryClock clock) {
    this.logger = logger;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  synchronized void dropped(int samples, DropReason reason, Outcome.Failure failure) {
    long now = clock.nanoTime();
    droppedSamples += samples;
    untoldSamples += samples;
    if (!failing) {
      failing = true;
      firstDropNanos = now;
    } else if (now - lastWarningNanos < REPEAT_NANOS) {
      return;
    }
    warn(now, reason, failure);
  }

  synchronized void written() {
    if (failing) {
      failing = false;
      Duration lasted = Duration.ofNanos(clock.nanoTime() - firstDropNanos);
      logger.log(
          Level.INFO,
          "receiver accepts samples again: endpoint="
              + endpoint
              + ", after="
              + lasted
              + ", samplesDropped="
              + droppedSamples);
      droppedSamples = 0;
      untoldSamples = 0;
    }
  }

  private void warn(long now, DropReason reason, Outcome.Failure failure) {
    String message =
        CONSEQUENCES.get(reason)
            + ": endpoint="
            + endpoint
            + ", samples="
            + untoldSamples
            + ", "
            + failure.text();
    lastWarningNanos = now;
    untoldSamples = 0;
    logger.log(Level.WARNING, message, failure.cause());
  }
}
