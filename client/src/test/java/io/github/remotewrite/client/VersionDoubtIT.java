/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.WrittenCounts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version is a belief: refusals put it in doubt, and what the receiver accepts decides. */
class VersionDoubtIT extends ClientFixture {
  private static final Series GAUGE = gauge("0");

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 406, 415, 422, 500, 501})
  void refusalOnFirstContactIsAnsweredInTheOtherVersion(int status) {
    receiver.setBehaviors(Behavior.refusing(Protocol.V2, status));

    try (RemoteWriteClient client = auto()) {
      assertThat(writeGauge(client, T).isComplete()).isTrue();
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
      assertThat(writeGauge(client, T + 1).isComplete()).isTrue();
    }

    assertProtocols(Protocol.V2, Protocol.V1, Protocol.V1);
    assertThat(receiver.violations()).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("INFO receiver does not understand Remote Write 2.0")
        .contains("status=" + status);
  }

  @Test
  void unauthorizedIsNotAboutTheVersion() {
    receiver.answerNext(Answer.status(401));

    try (RemoteWriteClient client = auto()) {
      assertThat(writeGauge(client, T).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.AUTO);
    }
    assertProtocols(Protocol.V2);
  }

  /** A bad series at first contact, whichever version the receiver understands. */
  @Test
  void badSeriesOnFirstContactHidesNoVersion() {
    receiver.setBehaviors(
        Behavior.refusing(Protocol.V2, 400),
        Behavior.rejectingSeries(labels -> "3".equals(labels.get("i"))));

    try (RemoteWriteClient client = auto()) {
      WriteResult result = await(client.write(batch -> addGauges(batch, 8, T)));

      assertThat(result).isEqualTo(new WriteResult(7, Map.of(DropReason.REJECTED, 1L), 0));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
    }
    assertThat(receiver.series("n")).hasSize(7);
    // A request of 1.0 that is refused has no types to ask in 2.0 with.
    assertThat(receiver.violations()).allMatch(violation -> violation.rule() == Rule.METADATA_TYPE);
  }

  /** Elasticsearch, Mimir behind a gateway, a Prometheus that is rolled back. */
  @ParameterizedTest
  @ValueSource(ints = {400, 404, 415})
  void receiverThatIsRolledBackGetsV1AndLosesNothing(int status) {
    receiver.setBehaviors(Behavior.after(3, Behavior.refusing(Protocol.V2, status)));

    try (RemoteWriteClient client = auto()) {
      for (int i = 0; i < 8; i++) {
        CompletableFuture<WriteResult> unused = startWriting(client, T + i);
      }
      awaitEverything(client);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
      assertThat(client.statistics().samplesWritten()).isEqualTo(8);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("n").get(0).samples())
        .extracting(StoredSample::timestampMillis)
        .containsExactly(T, T + 1, T + 2, T + 3, T + 4, T + 5, T + 6, T + 7);
  }

  /** Its parts are the other requests that the doubt needs. */
  @Test
  void requestOfSeveralSeriesIsDecidedAtOnce() {
    receiver.setBehaviors(Behavior.after(1, Behavior.refusing(Protocol.V2, 400)));

    try (RemoteWriteClient client = auto()) {
      await(client.write(batch -> addGauges(batch, 8, T)));
      assertThat(await(client.write(batch -> addGauges(batch, 8, T + 1))).isComplete()).isTrue();
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("n"))
        .hasSize(8)
        .allSatisfy(series -> assertThat(series.samples()).hasSize(2));
  }

  @Test
  void receiverThatIsReplacedByAnOlderOneAndBackLosesNothing() {
    try (RemoteWriteClient client = auto()) {
      for (int i = 0; i < 12; i++) {
        if (i % 3 == 0) {
          receiver.setBehaviors(
              i % 2 == 0 ? new Behavior[0] : new Behavior[] {Behavior.swallowingV2()});
        }
        assertThat(writeGauge(client, T + i).isComplete()).isTrue();
      }
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("n").get(0).samples()).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415})
  void oneStrayRefusalChangesNothing(int status) {
    try (RemoteWriteClient client = auto()) {
      writeGauge(client, T);
      receiver.answerNext(Answer.status(status));
      CompletableFuture<WriteResult> refused = startWriting(client, T + 1);
      assertThat(writeGauge(client, T + 2).isComplete()).isTrue();
      assertThat(writeGauge(client, T + 3).isComplete()).isTrue();
      assertThat(await(refused).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
      assertThat(client.statistics().samplesDropped()).containsEntry(DropReason.REJECTED, 1L);
    }
    assertProtocols(Protocol.V2, Protocol.V2, Protocol.V2, Protocol.V2);
  }

  @Test
  void strayRefusalsOfAReceiverOfV1ChangeNothing() {
    receiver.setBehaviors(Behavior.swallowingV2());
    try (RemoteWriteClient client = auto()) {
      writeGauge(client, T);
      receiver.answerNext(Answer.status(415));
      CompletableFuture<WriteResult> refused = startWriting(client, T + 1);
      assertThat(writeGauge(client, T + 2).isComplete()).isTrue();
      assertThat(await(refused).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
    }
    assertProtocols(Protocol.V2, Protocol.V1, Protocol.V1, Protocol.V1);
  }

  /** As a Collector that takes the place of a Prometheus. */
  @Test
  void receiverOfV1ThatTakesOnlyV2FromNowOnGetsV2() {
    receiver.setBehaviors(Behavior.swallowingV2());
    try (RemoteWriteClient client = auto()) {
      writeGauge(client, T);
      receiver.setBehaviors(Behavior.refusing(Protocol.V1, 415));
      // A request of 1.0 has no types to rewrite as 2.0, and this receiver insists on types.
      for (int i = 1; i < 4; i++) {
        CompletableFuture<WriteResult> unused = startWriting(client, T + i);
      }
      awaitEverything(client);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
      assertThat(writeGauge(client, T + 4).isComplete()).isTrue();
    }
  }

  /** The reason is in the answer to 1.0: 2.0 is answered with 200 even to a tenant that is none. */
  @Test
  void firstMessageOfAReceiverThatSwallowsV2IsTheTrueOne() {
    receiver.setBehaviors(
        Behavior.swallowingV2(),
        Behavior.answering(
            Protocol.V1,
            Answer.status(500).withBody("tenant ID 'a/b' contains unsupported character '/'")));
    try (RemoteWriteClient client =
        builder().setProtocol(ProtocolVersion.AUTO).setTimeout(Duration.ofMillis(300)).build()) {
      // Failures are told once they have lasted for the timeout.
      assertThat(writeGauge(client, T).samplesPending()).isEqualTo(1);
      assertThat(writeGauge(client, T + 1).samplesPending()).isEqualTo(1);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.AUTO);
      assertThat(log.lines()).noneMatch(line -> line.contains("does not understand"));
      assertThat(log.lines()).first().asString().contains("status=500", "unsupported character");
      receiver.setBehaviors(Behavior.swallowingV2());
      awaitEverything(client);
    }
    assertThat(receiver.series("n")).hasSize(1);
  }

  @Test
  void recoveryIsToldOnceAWriteIsWholeAgain() {
    receiver.setBehaviors(
        Behavior.rejectingSeries(labels -> "3".equals(labels.get("i")), WrittenCounts.ZERO));
    try (RemoteWriteClient client = auto()) {
      for (int i = 0; i < 3; i++) {
        long time = T + i;
        assertThat(await(client.write(batch -> addGauges(batch, 8, time))).samplesWritten())
            .isEqualTo(7);
      }
      assertThat(log.lines()).noneMatch(line -> line.contains("accepts samples again"));
      receiver.setBehaviors();
      await(client.write(batch -> addGauges(batch, 8, T + 3)));

      assertThat(log.lines())
          .last()
          .asString()
          .startsWith("INFO receiver accepts samples again")
          .endsWith("samplesDropped=3");
    }
  }

  private RemoteWriteClient auto() {
    return builder().setProtocol(ProtocolVersion.AUTO).build();
  }

  private void assertProtocols(Protocol... protocols) {
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsExactly(protocols);
  }

  private static WriteResult writeGauge(RemoteWriteClient client, long timestampMillis) {
    return await(startWriting(client, timestampMillis));
  }

  /** Writes what may be held until others show what its refusal was about. */
  private static CompletableFuture<WriteResult> startWriting(
      RemoteWriteClient client, long timestampMillis) {
    return client.write(batch -> batch.add(GAUGE, timestampMillis, 1));
  }

  private static void addGauges(Batch batch, int count, long timestampMillis) {
    for (int i = 0; i < count; i++) {
      batch.add(gauge(Integer.toString(i)), timestampMillis, i);
    }
  }

  private static Series gauge(String i) {
    return Series.of(
        Labels.of("__name__", "n", "i", i), new Metadata(Metadata.Type.GAUGE, "n", "help", ""));
  }
}
