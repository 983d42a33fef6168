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
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One client, two receivers. */
class SeveralEndpointsIT extends ClientFixture {
  private static final Series GAUGE =
      Series.of(
          Labels.of("__name__", "n", "job", "test"),
          new Metadata(Metadata.Type.GAUGE, "n", "help", ""));

  private final RemoteWriteReceiver other = RemoteWriteReceiver.start();

  @AfterEach
  void closeOther() {
    other.close();
  }

  @Test
  void bothGetEverything() {
    try (RemoteWriteClient client = both().build()) {
      assertThat(writeGauge(client, T)).isEqualTo(new WriteResult(2, Map.of(), 0));
      assertThat(client.statistics().samplesWritten()).isEqualTo(2);
      assertThat(client.endpoints())
          .extracting(EndpointStatistics::endpoint)
          .containsExactly(receiver.endpoint(), other.endpoint());
      assertThat(client.endpoints())
          .allSatisfy(one -> assertThat(one.delivery().samplesWritten()).isEqualTo(1));
    }

    assertThat(receiver.series("n")).isEqualTo(other.series("n")).hasSize(1);
    assertThat(receiver.violations()).isEmpty();
    assertThat(other.violations()).isEmpty();
  }

  @Test
  void eachGetsTheVersionItUnderstands() {
    other.setBehaviors(Behavior.swallowingV2());
    try (RemoteWriteClient client = both().build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(writeGauge(client, T + i).isComplete()).isTrue();
      }
      assertThat(client.endpoints())
          .extracting(EndpointStatistics::protocol)
          .containsExactly(ProtocolVersion.V2, ProtocolVersion.V1);
    }

    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsOnly(Protocol.V2)
        .hasSize(3);
    assertThat(other.requests())
        .extracting(ReceivedRequest::protocol)
        .containsExactly(Protocol.V2, Protocol.V1, Protocol.V1, Protocol.V1);
    assertThat(receiver.series("n").get(0).samples())
        .isEqualTo(other.series("n").get(0).samples())
        .hasSize(3);
    assertThat(other.violations()).isEmpty();
  }

  @Test
  void oneThatHangsDelaysNothingOfTheOther() {
    other.answerNext(Answer.hang(), 1_000);
    try (RemoteWriteClient client = both().setTimeout(Duration.ofMillis(300)).build()) {
      for (int i = 0; i < 5; i++) {
        long time = T + i;
        CompletableFuture<WriteResult> result = client.write(batch -> batch.add(GAUGE, time, 1));
        while (receiver.series("n").isEmpty()
            || receiver.series("n").get(0).samples().size() <= i) {
          assertThat(result).as("the receiver that is well, before the timeout").isNotDone();
          Thread.onSpinWait();
        }
        assertThat(await(result)).isEqualTo(new WriteResult(1, Map.of(), 1));
      }
      assertThat(client.endpoints())
          .extracting(EndpointStatistics::samplesPending)
          .containsExactly(0L, 5L);
    }
  }

  @Test
  void resultMayBeThatOfOneReceiver() {
    other.answerNext(Answer.status(503), 1_000);
    try (RemoteWriteClient client =
        both().setResultPolicy(ResultPolicy.ANY).setTimeout(Duration.ofSeconds(5)).build()) {
      assertThat(writeGauge(client, T)).isEqualTo(new WriteResult(1, Map.of(), 0));
      other.close();
    }
  }

  @Test
  void rejectionByOneIsARejection() {
    other.answerNext(Answer.status(401));
    try (RemoteWriteClient client = both().build()) {
      assertThat(writeGauge(client, T))
          .isEqualTo(new WriteResult(1, Map.of(DropReason.REJECTED, 1L), 0));
    }
  }

  @Test
  void eachHasItsOwnCredentials() {
    RemoteWriteEndpoint second =
        RemoteWriteEndpoint.builder(other.endpoint()).setBearerToken("two").build();
    try (RemoteWriteClient client = builder().setBearerToken("one").addEndpoint(second).build()) {
      assertThat(writeGauge(client, T).isComplete()).isTrue();
      assertThat(client.toString()).doesNotContain("one\"", "two");
    }

    assertThat(receiver.requests().get(0).headers().get("Authorization"))
        .containsExactly("Bearer one");
    assertThat(other.requests().get(0).headers().get("Authorization"))
        .containsExactly("Bearer two");
  }

  private RemoteWriteClientBuilder both() {
    return builder()
        .setProtocol(ProtocolVersion.AUTO)
        .addEndpoint(
            RemoteWriteEndpoint.builder(other.endpoint())
                .setMinBackoff(Duration.ofMillis(1))
                .setMaxBackoff(Duration.ofMillis(10))
                .build());
  }

  private static WriteResult writeGauge(RemoteWriteClient client, long timestampMillis) {
    return await(client.write(batch -> batch.add(GAUGE, timestampMillis, 1)));
  }
}
