/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.queue.Queued;
import io.github.remotewrite.client.internal.retry.FakeClock;
import io.github.remotewrite.client.internal.send.Negotiation.Doubt;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The version that is believed, in a time that the test drives. */
class NegotiationTest {
  private static final Outcome.Failure REFUSAL = new Outcome.Failure("status=415", null);

  private final FakeClock clock = new FakeClock();
  private final LogRecorder log = new LogRecorder();
  private final Negotiation negotiation = negotiation(ProtocolVersion.AUTO);

  @Test
  void nothingIsBelievedAtFirst() {
    assertThat(negotiation.believed()).isEqualTo(ProtocolVersion.AUTO);
    assertThat(negotiation.nextProtocol()).isEqualTo(Protocol.V2);
    assertThat(negotiation.refused(Protocol.V2, "a")).isEqualTo(Doubt.ASK);
  }

  @Test
  void refusalAloneDecidesNothing() {
    assertThat(negotiation.notUnderstood(REFUSAL)).isTrue();

    assertThat(negotiation.believed()).isEqualTo(ProtocolVersion.AUTO);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void versionThatIsAcceptedIsBelieved() {
    believeV1();

    assertThat(negotiation.believed()).isEqualTo(ProtocolVersion.V1);
    assertThat(log.lines())
        .containsExactly(
            "INFO receiver does not understand Remote Write 2.0, sending 1.0 from here on:"
                + " endpoint=http://host/write, status=415");
  }

  @Test
  void requestOfV1ThatWasQueuedBeforeV2WasUnderstoodIsNoProofAgainstIt() {
    negotiation.understood(Protocol.V2);
    negotiation.understood(Protocol.V1);

    assertThat(negotiation.believed()).isEqualTo(ProtocolVersion.V2);
  }

  @Test
  void v2IsTriedAgainAfterTenMinutesAndThenLessOften() {
    believeV1();

    for (int minutes : new int[] {10, 20, 40, 60, 60}) {
      clock.advance(Duration.ofMinutes(minutes).minusNanos(1));
      assertThat(negotiation.nextProtocol()).isEqualTo(Protocol.V1);
      clock.advance(Duration.ofNanos(1));
      assertThat(negotiation.nextProtocol()).isEqualTo(Protocol.V2);
      assertThat(negotiation.nextProtocol()).as("the write after the probe").isEqualTo(Protocol.V1);
      assertThat(negotiation.isOutdated(Protocol.V2)).isTrue();
      assertThat(negotiation.takeProbe()).isTrue();
      assertThat(negotiation.takeProbe()).isFalse();
      negotiation.probeFailed();
    }
    assertThat(negotiation.believed()).isEqualTo(ProtocolVersion.V1);
  }

  @Test
  void probeThatIsUnderstoodIsBelieved() {
    believeV1();
    clock.advance(Duration.ofMinutes(10));
    assertThat(negotiation.nextProtocol()).isEqualTo(Protocol.V2);

    negotiation.understood(Protocol.V2);

    assertThat(negotiation.believed()).isEqualTo(ProtocolVersion.V2);
    assertThat(log.lines())
        .last()
        .isEqualTo("INFO receiver understands Remote Write 2.0: endpoint=http://host/write");
  }

  @Test
  void thirdRefusalInARowIsAnsweredInTheOtherVersion() {
    negotiation.understood(Protocol.V2);

    assertThat(negotiation.refused(Protocol.V2, "a")).isEqualTo(Doubt.HOLD);
    assertThat(negotiation.refused(Protocol.V2, "b")).isEqualTo(Doubt.HOLD);
    assertThat(negotiation.refused(Protocol.V2, "c")).isEqualTo(Doubt.ASK);
  }

  @Test
  void successInBetweenEndsTheDoubt() {
    negotiation.understood(Protocol.V2);
    negotiation.refused(Protocol.V2, "a");
    negotiation.refused(Protocol.V2, "b");
    long proofs = negotiation.proofs();

    negotiation.written(Protocol.V2, 1, 1);

    assertThat(negotiation.proofs()).isEqualTo(proofs + 1);
    assertThat(negotiation.refused(Protocol.V2, "c")).isEqualTo(Doubt.HOLD);
  }

  @Test
  void requestThatIsRetriedIsOneRequest() {
    negotiation.understood(Protocol.V2);

    for (int i = 0; i < 8; i++) {
      assertThat(negotiation.refused(Protocol.V2, "a")).isEqualTo(Doubt.HOLD);
    }
    // But what is retried blocks its lane, so there may never be another.
    assertThat(negotiation.refused(Protocol.V2, "a")).isEqualTo(Doubt.ASK);
  }

  @Test
  void refusalsAreAboutTheDataForAWhileOnceBothVersionsWereRefused() {
    negotiation.understood(Protocol.V2);
    VersionDoubts doubts = new VersionDoubts(negotiation, clock);
    VersionDoubts ofAnotherLane = new VersionDoubts(negotiation, clock);
    for (int minutes : new int[] {10, 20, 40, 60, 60}) {
      doubts.refused(part());
      doubts.refusedInBoth();
      doubts.refusedInBoth();
      clock.advance(Duration.ofMinutes(minutes).minusNanos(1));
      assertThat(doubts.refused(part())).isEqualTo(Doubt.NONE);
      assertThat(ofAnotherLane.refused(part())).isEqualTo(Doubt.HOLD);
      negotiation.understood(Protocol.V2);
      clock.advance(Duration.ofNanos(1));
      assertThat(doubts.refused(part())).isEqualTo(Doubt.HOLD);
      negotiation.understood(Protocol.V2);
    }
  }

  @Test
  void anotherDecisionEndsThePause() {
    negotiation.understood(Protocol.V2);
    VersionDoubts doubts = new VersionDoubts(negotiation, clock);
    doubts.refusedInBoth();
    believeV1();
    negotiation.understood(Protocol.V2);

    assertThat(doubts.refused(part())).isEqualTo(Doubt.HOLD);
  }

  @Test
  void refusalsOfV1CountLikeThoseOfV2() {
    believeV1();

    negotiation.refused(Protocol.V1, "a");
    negotiation.refused(Protocol.V1, "b");
    assertThat(negotiation.refused(Protocol.V1, "c")).isEqualTo(Doubt.ASK);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void versionThatIsSetIsNeverDoubted(ProtocolVersion configured) {
    Negotiation fixed = negotiation(configured);
    Protocol protocol = configured == ProtocolVersion.V1 ? Protocol.V1 : Protocol.V2;

    for (String request : new String[] {"a", "b", "c", "d"}) {
      assertThat(fixed.refused(protocol, request)).isEqualTo(Doubt.NONE);
    }
    clock.advance(Duration.ofHours(2));
    assertThat(fixed.nextProtocol()).isEqualTo(protocol);
    assertThat(fixed.believed()).isEqualTo(configured);
    assertThat(fixed.notUnderstood(REFUSAL)).isEqualTo(configured == ProtocolVersion.V1);
  }

  private RequestPart part() {
    EncodedRequest request = new EncodedRequest(Protocol.V2, new byte[] {1}, 1, false);
    PendingWrite write = new PendingWrite(1);
    DeliveryLog lines = new DeliveryLog(log, "http://host/write", Duration.ofSeconds(10), clock);
    return new RequestPart(
        request,
        Long.MAX_VALUE,
        new Receipt(new Queued<>(request, 0, write), write, new DeliveryCounters(), lines));
  }

  private void believeV1() {
    negotiation.notUnderstood(REFUSAL);
    negotiation.understood(Protocol.V1);
  }

  private Negotiation negotiation(ProtocolVersion configured) {
    return new Negotiation(configured, log, "http://host/write", clock);
  }
}
