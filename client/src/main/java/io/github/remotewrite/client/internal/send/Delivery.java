/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Delivers one request: attempt, and after a retryable outcome wait and attempt again, until the
 * request is too old.
 *
 * <p>{@link AnswerRules} decides which outcomes are temporary, this class when and how often to
 * attempt again.
 */
final class Delivery {
  private static final int INTERNAL_SERVER_ERROR = 500;

  private final Transport transport;
  private final Backoff backoff;
  private final long attemptTimeoutNanos;
  private final RetryClock clock;
  private final DoubleSupplier random;
  private final DeliveryCounters counters;
  private final Heartbeat heartbeat;
  private final VersionDoubts doubts;
  private final Consumer<Outcome.Temporary> failures;
  private final BooleanSupplier stopped;
  private Outcome.Failure lastFailure =
      new Outcome.Failure("requests before it took too long", null);

  /**
   * @param attemptTimeoutNanos how long one attempt may take
   * @param doubts told of every failure that may be about the version
   * @param failures told of every attempt that may be made again
   * @param stopped whether an interrupt is meant for the lane, not left behind by somebody's code
   */
  Delivery(
      Transport transport,
      Backoff backoff,
      long attemptTimeoutNanos,
      RetryClock clock,
      DoubleSupplier random,
      DeliveryCounters counters,
      Heartbeat heartbeat,
      VersionDoubts doubts,
      Consumer<Outcome.Temporary> failures,
      BooleanSupplier stopped) {
    this.transport = transport;
    this.backoff = backoff;
    this.attemptTimeoutNanos = attemptTimeoutNanos;
    this.clock = clock;
    this.random = random;
    this.counters = counters;
    this.heartbeat = heartbeat;
    this.doubts = doubts;
    this.failures = failures;
    this.stopped = stopped;
  }

  /**
   * Returns the final outcome, which is not temporary; but {@link Outcome.Unavailable} where the
   * reason may be the version, and the other one has not been tried.
   *
   * @throws InterruptedException if the lane was stopped; there is no outcome then
   */
  Outcome deliver(RequestPart part, Trial trial) throws InterruptedException {
    while (true) {
      sleep(trial.takePauseNanos());
      if (isExpired(part)) {
        return new Outcome.GivenUp(lastFailure, DropReason.EXPIRED);
      }
      int attempt = trial.attempts();
      if (attempt > 0) {
        counters.retried(part.request());
      }
      trial.attempted();
      Outcome outcome = attempt(part.request(), attempt);
      if (!(outcome instanceof Outcome.Temporary temporary)) {
        return outcome;
      }
      lastFailure = temporary.failure();
      failures.accept(temporary);
      if (trial.attempts() >= backoff.maxAttempts()) {
        return new Outcome.GivenUp(lastFailure, DropReason.GIVEN_UP);
      }
      if (trial.isQuestion() && isAboutVersion(temporary)) {
        return temporary;
      }
      if (isServerError(temporary) && trial.serverError(heartbeat.beats())) {
        return new Outcome.Stuck(lastFailure);
      }
      trial.pause(delayNanos(temporary, attempt));
      if (isAboutVersion(temporary) && isDoubted(part) && trial.mayAskVersion()) {
        return temporary;
      }
    }
  }

  private static boolean isServerError(Outcome.Temporary temporary) {
    return temporary instanceof Outcome.Unavailable unavailable
        && unavailable.status() == INTERNAL_SERVER_ERROR;
  }

  /** Returns whether a request is too old to be sent. */
  boolean isExpired(RequestPart part) {
    return clock.now().toEpochMilli() >= part.expiresMillis();
  }

  /**
   * Returns the outcome of a single attempt.
   *
   * @throws InterruptedException if the lane was stopped; there is no outcome then
   */
  Outcome attempt(RequestPart part) throws InterruptedException {
    return attempt(part.request(), 0);
  }

  private static boolean isAboutVersion(Outcome.Temporary temporary) {
    return temporary instanceof Outcome.Unavailable unavailable && unavailable.mayBeVersion();
  }

  private boolean isDoubted(RequestPart part) {
    return doubts.refused(part) == Negotiation.Doubt.ASK;
  }

  private Outcome attempt(EncodedRequest request, int attempt) throws InterruptedException {
    Outcome outcome = AnswerRules.outcome(reply(request, attempt), request.protocol());
    counters.attempted(request, outcome);
    if (outcome instanceof Outcome.Written) {
      heartbeat.beat();
    }
    return outcome;
  }

  private Reply reply(EncodedRequest request, int attempt) throws InterruptedException {
    throwIfStopped();
    try {
      return transport.attempt(request, attempt, attemptTimeoutNanos);
    } catch (InterruptedException e) {
      throwIfStopped();
      return new Reply.None(new Outcome.Failure("attempt was interrupted", e), true);
    }
  }

  private long delayNanos(Outcome.Temporary temporary, int attempt) {
    return temporary.retryAfterNanos() > 0
        ? temporary.retryAfterNanos()
        : backoff.delayNanos(attempt, random);
  }

  private void sleep(long nanos) throws InterruptedException {
    if (nanos == 0) {
      return;
    }
    throwIfStopped();
    try {
      clock.sleep(nanos);
    } catch (InterruptedException e) {
      throwIfStopped();
    }
  }

  // Asked before whatever takes long, too: an attempt that runs into its timeout may take the
  // interrupt for its own.
  private void throwIfStopped() throws InterruptedException {
    if (stopped.getAsBoolean()) {
      throw new InterruptedException();
    }
  }
}
