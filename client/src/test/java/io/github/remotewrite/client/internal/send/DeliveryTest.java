/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static io.github.remotewrite.client.internal.send.ScriptedTransport.permanent;
import static io.github.remotewrite.client.internal.send.ScriptedTransport.retryable;
import static io.github.remotewrite.client.internal.send.ScriptedTransport.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Remote Write 1.0, "Retries & Backoff", in a time that the test drives. */
class DeliveryTest {
  private static final EncodedRequest REQUEST =
      new EncodedRequest(Protocol.V1, new byte[] {1}, 7, false);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AGE_LIMIT = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final Heartbeat heartbeat = new Heartbeat();
  private final List<Outcome> failures = new ArrayList<>();
  private boolean stopped;

  @Test
  void writtenRequestIsSentOnce() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(written());

    assertThat(deliver(transport)).isEqualTo(written());

    assertThat(transport.attempts()).hasSize(1);
    assertThat(clock.sleeps()).isEmpty();
  }

  @Test
  void permanentFailureIsNotRetried() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(permanent("status=400"));

    assertThat(deliver(transport)).isEqualTo(permanent("status=400"));

    assertThat(transport.attempts()).hasSize(1);
  }

  @Test
  void retryableFailureIsRetriedWithGrowingWaitsAndTheSameBytes() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(
            retryable("status=503"), retryable("status=503"), retryable("status=503"), written());

    assertThat(deliver(transport)).isEqualTo(written());

    assertThat(transport.attempts()).containsExactly(REQUEST, REQUEST, REQUEST, REQUEST);
    assertThat(clock.sleeps())
        .containsExactly(Duration.ofMillis(30), Duration.ofMillis(60), Duration.ofMillis(120));
    assertThat(counters.snapshot().samplesRetried()).isEqualTo(3 * 7);
  }

  @Test
  void retryAfterReplacesTheBackoff() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(
            new Outcome.Retryable(
                new Outcome.Failure("status=429", null), 429, Duration.ofSeconds(3).toNanos()),
            retryable("status=503"),
            written());

    deliver(transport);

    assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(3), Duration.ofMillis(60));
  }

  @Test
  void retriesEndWhenTheRequestIsTooOld() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("status=503"));

    assertThat(deliver(transport)).isEqualTo(givenUp("status=503", DropReason.EXPIRED));

    // 30, 60, … 3840 ms make 7.65 s; the next wait of 5 s ends too late.
    assertThat(transport.attempts()).hasSize(9);
  }

  @Test
  void everyFailureThatIsNotFinalIsTold() throws Exception {
    deliver(new ScriptedTransport(retryable("a"), retryable("b"), written()));

    assertThat(failures).containsExactly(retryable("a"), retryable("b"));
  }

  @Test
  void eachAttemptHasTheSameTimeout() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("a"), retryable("b"), written());

    deliver(transport);

    assertThat(transport.timeouts()).hasSize(3).containsOnly(ATTEMPT_TIMEOUT.toNanos());
  }

  @Test
  void requestThatIsTooOldIsNotSent() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(written());
    long expiresMillis = clock.now().toEpochMilli();

    Outcome outcome =
        delivery(transport, Integer.MAX_VALUE)
            .deliver(REQUEST, expiresMillis, Trial.ofRequest(false));

    assertThat(outcome).isInstanceOf(Outcome.GivenUp.class);
    assertThat(transport.attempts()).isEmpty();
  }

  @Test
  void attemptsCanBeBounded() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("status=503"));

    Outcome outcome = deliver(transport, 3);

    assertThat(outcome).isEqualTo(givenUp("status=503", DropReason.GIVEN_UP));
    assertThat(transport.attempts()).hasSize(3);
    assertThat(clock.sleeps()).hasSize(2);
  }

  @Test
  void interruptThatIsNotMeantForTheLaneCostsAnAttemptOnly() throws Exception {
    List<Integer> attempts = new ArrayList<>();
    Transport transport =
        (request, attempt, timeout) -> {
          attempts.add(attempt);
          if (attempt == 0) {
            throw new InterruptedException();
          }
          return written();
        };

    assertThat(deliver(transport)).isEqualTo(written());

    assertThat(attempts).containsExactly(0, 1);
  }

  @Test
  void stoppedLaneLeavesTheRequestWithoutOutcome() {
    Transport transport =
        (request, attempt, timeout) -> {
          throw new InterruptedException();
        };
    stopped = true;

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> deliver(transport));
  }

  @Test
  void requestThatIsAnsweredWith500NineTimesIsStuck() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(serverError());

    assertThat(deliver(transport)).isInstanceOf(Outcome.Stuck.class);

    assertThat(transport.attempts()).hasSize(9);
  }

  @Test
  void requestIsStuckEarlierWhereOthersAreWrittenBetweenItsRefusals() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(serverError());
    Transport lively =
        (request, attempt, timeout) -> {
          heartbeat.beat();
          return transport.attempt(request, attempt, timeout);
        };

    assertThat(deliver(lively)).isInstanceOf(Outcome.Stuck.class);

    // Three times something was written between two of them.
    assertThat(transport.attempts()).hasSize(4);
  }

  private Outcome deliver(Transport transport) throws InterruptedException {
    return deliver(transport, Integer.MAX_VALUE);
  }

  private Outcome deliver(Transport transport, int maxAttempts) throws InterruptedException {
    return delivery(transport, maxAttempts)
        .deliver(REQUEST, clock.now().plus(AGE_LIMIT).toEpochMilli(), Trial.ofRequest(false));
  }

  private Delivery delivery(Transport transport, int maxAttempts) {
    Backoff backoff = new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, maxAttempts);
    return new Delivery(
        transport,
        backoff,
        ATTEMPT_TIMEOUT.toNanos(),
        clock,
        () -> 0.5,
        counters,
        heartbeat,
        failures::add,
        () -> stopped);
  }

  private static Outcome.Retryable serverError() {
    return new Outcome.Retryable(new Outcome.Failure("status=500", null), 500, 0);
  }

  private static Outcome.GivenUp givenUp(String text, DropReason reason) {
    return new Outcome.GivenUp(new Outcome.Failure(text, null), reason);
  }
}
