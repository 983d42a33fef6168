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
import org.jspecify.annotations.Nullable;

/**
 * Tells of dropped samples without flooding the log.
 *
 * <p>There is at most one warning a minute: the first drop at once, those that follow summed up.
 * The first success after a warning is told with how long the trouble lasted. Thread-safe.
 */
final class DeliveryLog {
  private static final Map<DropReason, String> CONSEQUENCES =
      Map.of(
          DropReason.REJECTED, "receiver rejected request, not retrying",
          DropReason.TIMEOUT, "request could not be delivered, dropped it",
          DropReason.QUEUE_FULL, "queue is full, dropped request",
          DropReason.CLOSED, "dropped request",
          DropReason.ERROR, "dropped request");
  private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger logger;
  private final String endpoint;
  private final RetryClock clock;
  private @Nullable Trouble trouble;
  private long lastWarningNanos;
  private boolean hasWarned;
  private long untoldSamples;

  DeliveryLog(Logger logger, String endpoint, RetryClock clock) {
    this.logger = logger;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  synchronized void dropped(int samples, DropReason reason, Outcome.Failure failure) {
    long now = clock.nanoTime();
    untoldSamples += samples;
    trouble = trouble == null ? new Trouble(now, 0, reason, failure) : trouble;
    trouble = trouble.with(samples, reason, failure);
    warnIfDue(now, trouble);
  }

  synchronized void written() {
    if (trouble == null) {
      return;
    }
    long now = clock.nanoTime();
    warnIfDue(now, trouble);
    if (untoldSamples == 0) {
      logger.log(
          Level.INFO,
          "receiver accepts samples again: endpoint="
              + endpoint
              + ", after="
              + Duration.ofNanos(now - trouble.sinceNanos)
              + ", samplesDropped="
              + trouble.samples);
      trouble = null;
    }
  }

  private void warnIfDue(long now, Trouble current) {
    if (untoldSamples == 0 || (hasWarned && now - lastWarningNanos < REPEAT_NANOS)) {
      return;
    }
    String message =
        CONSEQUENCES.get(current.reason)
            + ": endpoint="
            + endpoint
            + ", samples="
            + untoldSamples
            + ", "
            + current.failure.text();
    hasWarned = true;
    lastWarningNanos = now;
    untoldSamples = 0;
    logger.log(Level.WARNING, message, current.failure.cause());
  }

  /** Drops without a success in between, or with successes too soon after a warning to be told. */
  private record Trouble(
      long sinceNanos, long samples, DropReason reason, Outcome.Failure failure) {
    Trouble with(int more, DropReason lastReason, Outcome.Failure lastFailure) {
      return new Trouble(sinceNanos, samples + more, lastReason, lastFailure);
    }
  }
}
