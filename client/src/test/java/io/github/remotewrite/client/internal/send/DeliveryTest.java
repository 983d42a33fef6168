/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static io.github.remotewrite.client.internal.send.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.queue.Queued;
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
  private static final Outcome WRITTEN = new Outcome.Written(-1);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AGE_LIMIT = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final Heartbeat heartbeat = new Heartbeat();
  private final List<Outcome> failures = new ArrayList<>();
  private boolean stopped;

  @Test
  void writtenRequestIsSentOnce() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(204));

    assertThat(deliver(transport)).isEqualTo(WRITTEN);

    assertThat(transport.attempts()).hasSize(1);
    assertThat(clock.sleeps()).isEmpty();
  }

  @Test
  void permanentFailureIsNotRetried() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(403));

    assertThat(deliver(transport)).isInstanceOf(Outcome.Refused.class);

    assertThat(transport.attempts()).hasSize(1);
  }

  @Test
  void retryableFailureIsRetriedWithGrowingWaitsAndTheSameBytes() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(answer(503), answer(503), answer(503), answer(204));

    assertThat(deliver(transport)).isEqualTo(WRITTEN);

    assertThat(transport.attempts()).containsExactly(REQUEST, REQUEST, REQUEST, REQUEST);
    assertThat(clock.sleeps())
        .containsExactly(Duration.ofMillis(30), Duration.ofMillis(60), Duration.ofMillis(120));
    assertThat(counters.snapshot().samplesRetried()).isEqualTo(3 * 7);
  }

  @Test
  void retryAfterReplacesTheBackoff() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(
            new Reply.Answer(
                429, -1, Reply.Content.PLAIN, false, Duration.ofSeconds(3).toNanos(), ""),
            answer(503),
            answer(204));

    deliver(transport);

    assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(3), Duration.ofMillis(60));
  }

  @Test
  void retriesEndWhenTheRequestIsTooOld() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(503));

    assertThat(deliver(transport)).isEqualTo(givenUp("status=503", DropReason.EXPIRED));

    // 30, 60, … 3840 ms make 7.65 s; the next wait of 5 s ends too late.
    assertThat(transport.attempts()).hasSize(9);
  }

  @Test
  void everyFailureThatIsNotFinalIsTold() throws Exception {
    deliver(new ScriptedTransport(answer(503), answer(429), answer(204)));

    assertThat(failures)
        .extracting(failure -> ((Outcome.Temporary) failure).failure().text())
        .containsExactly("status=503", "status=429");
  }

  @Test
  void eachAttemptHasTheSameTimeout() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(503), answer(502), answer(204));

    deliver(transport);

    assertThat(transport.timeouts()).hasSize(3).containsOnly(ATTEMPT_TIMEOUT.toNanos());
  }

  @Test
  void requestThatIsTooOldIsNotSent() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(204));
    long expiresMillis = clock.now().toEpochMilli();

    Outcome outcome =
        delivery(transport, Integer.MAX_VALUE).deliver(part(expiresMillis), Trial.ofRequest(false));

    assertThat(outcome).isInstanceOf(Outcome.GivenUp.class);
    assertThat(transport.attempts()).isEmpty();
  }

  @Test
  void attemptsCanBeBounded() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(503));

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
          return answer(204);
        };

    assertThat(deliver(transport)).isEqualTo(WRITTEN);

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
    ScriptedTransport transport = new ScriptedTransport(answer(500));

    assertThat(deliver(transport)).isInstanceOf(Outcome.Stuck.class);

    assertThat(transport.attempts()).hasSize(9);
  }

  @Test
  void requestIsStuckEarlierWhereOthersAreWrittenBetweenItsRefusals() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(500));
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
        .deliver(part(clock.now().plus(AGE_LIMIT).toEpochMilli()), Trial.ofRequest(false));
  }

  private RequestPart part(long expiresMillis) {
    DeliveryLog log = new DeliveryLog(new LogRecorder(), "http://host/write", AGE_LIMIT, clock);
    PendingWrite write = new PendingWrite(REQUEST.samples());
    return new RequestPart(
        REQUEST, expiresMillis, new Receipt(new Queued<>(REQUEST, 0, write), write, counters, log));
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
        new VersionDoubts(
            new Negotiation(ProtocolVersion.V1, new LogRecorder(), "http://host/write", clock),
            clock),
        failures::add,
        () -> stopped);
  }

  private static Outcome.GivenUp givenUp(String text, DropReason reason) {
    return new Outcome.GivenUp(new Outcome.Failure(text, null), reason);
  }
}
