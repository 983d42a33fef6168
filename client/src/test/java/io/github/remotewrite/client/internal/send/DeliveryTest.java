/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static io.github.remotewrite.client.internal.send.ScriptedTransport.permanent;
import static io.github.remotewrite.client.internal.send.ScriptedTransport.retryable;
import static io.github.remotewrite.client.internal.send.ScriptedTransport.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Remote Write 1.0, "Retries & Backoff", in a time that the test drives. */
class DeliveryTest {
  private static final EncodedRequest REQUEST = new EncodedRequest(Protocol.V1, new byte[] {1}, 7);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final DeliveryCounters counters = new DeliveryCounters();

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
  void retriesEndBeforeTheDeadline() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("status=500"));
    long start = clock.nanoTime();

    assertThat(deliver(transport)).isEqualTo(retryable("status=500"));

    // 30, 60, … 3840 ms make 7.65 s; the next wait of 5 s would end too late.
    assertThat(transport.attempts()).hasSize(9);
    assertThat(Duration.ofNanos(clock.nanoTime() - start)).isLessThan(TIMEOUT);
  }

  @Test
  void retryAfterBeyondTheDeadlineIsNotWaitedFor() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(
            new Outcome.Retryable(
                new Outcome.Failure("status=503", null), 503, Duration.ofMinutes(1).toNanos()));

    deliver(transport);

    assertThat(transport.attempts()).hasSize(1);
    assertThat(clock.sleeps()).isEmpty();
  }

  @Test
  void eachAttemptHasWhatIsLeftOfTheTimeout() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("a"), retryable("b"), written());

    deliver(transport);

    assertThat(transport.timeouts())
        .containsExactly(
            TIMEOUT.toNanos(),
            TIMEOUT.minusMillis(30).toNanos(),
            TIMEOUT.minusMillis(90).toNanos());
  }

  @Test
  void requestThatWaitedUntilItsDeadlineIsNotSent() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(written());
    long deadline = clock.nanoTime();
    clock.advance(Duration.ofNanos(1));

    Outcome outcome = delivery(transport, Integer.MAX_VALUE).deliver(REQUEST, deadline);

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    assertThat(transport.attempts()).isEmpty();
  }

  @Test
  void attemptsCanBeBounded() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("status=503"));

    delivery(transport, 3).deliver(REQUEST, clock.nanoTime() + TIMEOUT.toNanos());

    assertThat(transport.attempts()).hasSize(3);
    assertThat(clock.sleeps()).hasSize(2);
  }

  private Outcome deliver(Transport transport) throws InterruptedException {
    return delivery(transport, Integer.MAX_VALUE)
        .deliver(REQUEST, clock.nanoTime() + TIMEOUT.toNanos());
  }

  private Delivery delivery(Transport transport, int maxAttempts) {
    Backoff backoff = new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, maxAttempts);
    return new Delivery(transport, backoff, clock, () -> 0.5, counters);
  }
}
