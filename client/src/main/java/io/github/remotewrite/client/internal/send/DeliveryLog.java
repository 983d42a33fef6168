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
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of trouble without flooding the log.
 *
 * <p>Drops for one reason are told at most once a minute: the first at once, those that follow
 * summed up. So are failures without a drop, once they have lasted for a while, since most don't.
 * After a warning the recovery is told, with how long the trouble lasted: without a drop, that is
 * the first success; with one, a whole write that was queued after the last drop and written
 * without any. Thread-safe.
 */
final class DeliveryLog {
  private static final Map<DropReason, String> CONSEQUENCES =
      Map.of(
          DropReason.REJECTED, "receiver rejected request, not retrying",
          DropReason.UNSEARCHED, "search for rejected series ended, dropped the rest",
          DropReason.UNKNOWN, "receiver's answer does not tell what it stored, not retrying",
          DropReason.EXPIRED, "request could not be delivered before it was too old, dropped it",
          DropReason.GIVEN_UP, "request could not be delivered in all attempts, dropped it",
          DropReason.QUEUE_FULL, "queue is full, dropped the oldest requests",
          DropReason.QUEUE_FAILED, "queue on disk failed, lost requests",
          DropReason.CLOSED, "dropped request",
          DropReason.ERROR, "dropped request");
  private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger logger;
  private final String endpoint;
  private final long patienceNanos;
  private final RetryClock clock;
  private @Nullable Trouble trouble;
  private final Throttle waits = new Throttle();
  private final Throttle holds = new Throttle();
  private final Map<DropReason, Throttle> drops = new EnumMap<>(DropReason.class);
  private boolean repeatsTold;
  private long losses;

  /**
   * @param patience how long failures last before they are told
   */
  DeliveryLog(Logger logger, String endpoint, Duration patience, RetryClock clock) {
    this.logger = logger;
    this.endpoint = endpoint;
    this.patienceNanos = patience.toNanos();
    this.clock = clock;
  }

  /** An attempt failed, and another one follows. */
  synchronized void failing(Outcome.Failure failure) {
    Trouble trouble = currentTrouble();
    long lastedNanos = clock.nanoTime() - trouble.sinceNanos;
    if (lastedNanos >= patienceNanos && waits.isDue(clock.nanoTime())) {
      warn(
          waits,
          trouble,
          "receiver does not accept samples, they wait: endpoint="
              + endpoint
              + ", since="
              + Duration.ofNanos(lastedNanos)
              + ", samplesDropped="
              + trouble.samples
              + ", "
              + failure.text(),
          failure);
    }
  }

  /** A request was refused, and waits until it is known whether for its version. */
  synchronized void holding(long samples, Outcome.Failure failure) {
    Trouble trouble = currentTrouble();
    if (holds.isDue(clock.nanoTime())) {
      warn(
          holds,
          trouble,
          "receiver refused request, holding it until the version is decided: endpoint="
              + endpoint
              + ", samples="
              + samples
              + ", "
              + failure.text(),
          failure);
    }
  }

  synchronized void dropped(long samples, DropReason reason, Outcome.Failure failure) {
    if (reason == DropReason.DUPLICATE_SERIES) {
      tellOfRepeats(failure);
      return;
    }
    Trouble trouble = currentTrouble();
    losses++;
    trouble.samples += samples;
    Untold untold = trouble.untold.computeIfAbsent(reason, key -> new Untold());
    untold.samples += samples;
    untold.failure = failure;
    warnIfDue(trouble, reason, untold);
  }

  /** Returns a number that is larger after each drop. */
  synchronized long losses() {
    return losses;
  }

  /** A request was written. */
  synchronized void written() {
    if (trouble != null && trouble.samples == 0) {
      recovered(trouble);
    }
  }

  /**
   * Everything of a write was written.
   *
   * @param lossesBefore what {@link #losses} returned when it was queued
   */
  synchronized void wholeWritten(long lossesBefore) {
    if (trouble != null && lossesBefore == losses) {
      recovered(trouble);
    }
  }

  private Trouble currentTrouble() {
    Trouble current = trouble;
    if (current == null) {
      current = new Trouble(clock.nanoTime());
      trouble = current;
    }
    return current;
  }

  private void recovered(Trouble trouble) {
    if (trouble.samples == 0 && !trouble.told) {
      this.trouble = null;
      return;
    }
    trouble.untold.forEach((reason, untold) -> warnIfDue(trouble, reason, untold));
    if (trouble.told) {
      logger.log(
          Level.INFO,
          "receiver accepts samples again: endpoint="
              + endpoint
              + ", after="
              + Duration.ofNanos(clock.nanoTime() - trouble.sinceNanos)
              + ", samplesDropped="
              + trouble.samples);
      this.trouble = null;
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

  private void warnIfDue(Trouble current, DropReason reason, Untold untold) {
    Throttle throttle = drops.computeIfAbsent(reason, key -> new Throttle());
    Outcome.Failure failure = untold.failure;
    if (failure == null || !throttle.isDue(clock.nanoTime())) {
      return;
    }
    long samples = untold.samples;
    untold.samples = 0;
    untold.failure = null;
    warn(
        throttle,
        current,
        CONSEQUENCES.get(reason)
            + ": endpoint="
            + endpoint
            + ", samples="
            + samples
            + ", "
            + failure.text(),
        failure);
  }

  private void warn(Throttle throttle, Trouble current, String message, Outcome.Failure failure) {
    throttle.warned(clock.nanoTime());
    current.told = true;
    logger.log(Level.WARNING, message, failure.cause());
  }

  /** When there was a warning of one kind. */
  private static final class Throttle {
    private long lastNanos;
    private boolean hasWarned;

    boolean isDue(long nowNanos) {
      return !hasWarned || nowNanos - lastNanos >= REPEAT_NANOS;
    }

    void warned(long nowNanos) {
      hasWarned = true;
      lastNanos = nowNanos;
    }
  }

  /** Failures and drops until a success. */
  private static final class Trouble {
    private final long sinceNanos;
    private final Map<DropReason, Untold> untold = new EnumMap<>(DropReason.class);
    private long samples;
    private boolean told;

    Trouble(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }

  /** Drops for one reason that came too soon after a warning, and wait to be told. */
  private static final class Untold {
    private long samples;
    private Outcome.@Nullable Failure failure;
  }
}
