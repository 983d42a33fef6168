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
 * <p>Which outcomes are retryable is the transport's knowledge; when and how often is this one's.
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
  private final Consumer<Outcome.Retryable> failures;
  private final BooleanSupplier stopped;
  private Outcome.Failure lastFailure =
      new Outcome.Failure("requests before it took too long", null);

  /**
   * @param attemptTimeoutNanos how long one attempt may take
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
      Consumer<Outcome.Retryable> failures,
      BooleanSupplier stopped) {
    this.transport = transport;
    this.backoff = backoff;
    this.attemptTimeoutNanos = attemptTimeoutNanos;
    this.clock = clock;
    this.random = random;
    this.counters = counters;
    this.heartbeat = heartbeat;
    this.failures = failures;
    this.stopped = stopped;
  }

  /**
   * Returns the final outcome, which is not retryable.
   *
   * @param expiresMillis when the request is too old, in milliseconds since the epoch
   * @throws InterruptedException if the lane was stopped; there is no outcome then
   */
  Outcome deliver(EncodedRequest request, long expiresMillis, Trial trial)
      throws InterruptedException {
    while (true) {
      if (clock.now().toEpochMilli() >= expiresMillis) {
        return new Outcome.GivenUp(lastFailure, DropReason.EXPIRED);
      }
      int attempt = trial.attempts();
      if (attempt > 0) {
        counters.retried(request);
      }
      Outcome outcome = attempt(request, attempt);
      trial.attempted();
      counters.attempted(request, outcome);
      if (!(outcome instanceof Outcome.Retryable retryable)) {
        if (outcome instanceof Outcome.Written) {
          heartbeat.beat();
        }
        return outcome;
      }
      lastFailure = retryable.failure();
      failures.accept(retryable);
      if (trial.attempts() >= backoff.maxAttempts()) {
        return new Outcome.GivenUp(lastFailure, DropReason.GIVEN_UP);
      }
      if (retryable.status() == INTERNAL_SERVER_ERROR && trial.serverError(heartbeat.beats())) {
        return new Outcome.Stuck(lastFailure);
      }
      sleep(delayNanos(retryable, attempt));
    }
  }

  private Outcome attempt(EncodedRequest request, int attempt) throws InterruptedException {
    throwIfStopped();
    try {
      return transport.attempt(request, attempt, attemptTimeoutNanos);
    } catch (InterruptedException e) {
      throwIfStopped();
      return new Outcome.Retryable(new Outcome.Failure("attempt was interrupted", e), 0, 0);
    }
  }

  private long delayNanos(Outcome.Retryable retryable, int attempt) {
    return retryable.retryAfterNanos() > 0
        ? retryable.retryAfterNanos()
        : backoff.delayNanos(attempt, random);
  }

  private void sleep(long nanos) throws InterruptedException {
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
