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
  private boolean repeatsTold;

  DeliveryLog(Logger logger, String endpoint, RetryClock clock) {
    this.logger = logger;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  synchronized void dropped(long samples, DropReason reason, Outcome.Failure failure) {
    if (reason == DropReason.DUPLICATE_SERIES) {
      tellOfRepeats(failure);
      return;
    }
    if (trouble == null) {
      trouble = new Trouble(clock.nanoTime());
    }
    trouble.samples += samples;
    trouble.untoldSamples += samples;
    warnIfDue(trouble, reason, failure);
    trouble.lastReason = reason;
    trouble.lastFailure = failure;
  }

  synchronized void written() {
    if (trouble == null) {
      return;
    }
    if (!trouble.told && trouble.lastReason != null && trouble.lastFailure != null) {
      warnIfDue(trouble, trouble.lastReason, trouble.lastFailure);
    }
    if (trouble.told) {
      logger.log(
          Level.INFO,
          "receiver accepts samples again: endpoint="
              + endpoint
              + ", after="
              + Duration.ofNanos(clock.nanoTime() - trouble.sinceNanos)
              + ", samplesDropped="
              + trouble.samples);
      trouble = null;
    }
  }

  // It happens with every write, and is no trouble of the receiver.
  private void tellOfRepeats(Outcome.Failure failure) {
    if (!repeatsTold) {
      repeatsTold = true;
      logger.log(
          Level.WARNING,
          "two series have one name in Remote Write 1.0, sending the first, said only once:"
              + " endpoint="
              + endpoint
              + ", "
              + failure.text());
    }
  }

  private void warnIfDue(Trouble current, DropReason reason, Outcome.Failure failure) {
    long now = clock.nanoTime();
    if (hasWarned && now - lastWarningNanos < REPEAT_NANOS) {
      return;
    }
    String message =
        CONSEQUENCES.get(reason)
            + ": endpoint="
            + endpoint
            + ", samples="
            + current.untoldSamples
            + ", "
            + failure.text();
    hasWarned = true;
    lastWarningNanos = now;
    current.told = true;
    current.untoldSamples = 0;
    logger.log(Level.WARNING, message, failure.cause());
  }

  /** Drops until a success. If they came too soon after a warning, they wait to be told. */
  private static final class Trouble {
    private final long sinceNanos;
    private long samples;
    private long untoldSamples;
    private boolean told;
    private @Nullable DropReason lastReason;
    private Outcome.@Nullable Failure lastFailure;

    Trouble(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }
}
