/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.github.remotewrite.receiver.StoredSample;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Receivers that are slow, away, or break off. */
class RemoteWriteClientFailureIT extends ClientFixture {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final WriteResult PENDING = new WriteResult(0, Map.of(), 1);

  @Test
  void receiverThatDoesNotAnswerCostsTheTimeoutAndNoSample() {
    receiver.answerNext(Answer.hang(), 2);
    try (RemoteWriteClient client = builder().setTimeout(SHORT).build()) {
      assertThat(writeOne(client)).isEqualTo(PENDING);
      awaitEverything(client);

      assertThat(write(client, T + 1).isComplete()).isTrue();
      assertThat(client.statistics().samplesWritten()).isEqualTo(2);
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples())
        .containsExactly(new StoredSample(T, 1), new StoredSample(T + 1, 1));
  }

  @Test
  void requestThatWaitsBehindASlowOneIsPendingAtItsOwnTimeout() {
    receiver.answerNext(Answer.hang(), 2);
    try (RemoteWriteClient client = builder().setTimeout(SHORT).build()) {
      CompletableFuture<WriteResult> first = client.write(batch -> batch.add(UP, T, 1));
      CompletableFuture<WriteResult> second = client.write(batch -> batch.add(UP, T + 1, 1));

      assertThat(await(first)).isEqualTo(PENDING);
      assertThat(await(second)).isEqualTo(PENDING);
      assertThat(client.endpoints().get(0).samplesPending()).isEqualTo(2);
      awaitEverything(client);
    }
    assertThat(receiver.series("up").get(0).samples()).hasSize(2);
  }

  @Test
  void connectionClosedByTheReceiverIsRetriedWithTheSameBytes() {
    receiver.answerNext(Answer.closeConnection(), 2);

    assertThat(writeOne(builder()).isComplete()).isTrue();
    assertSameBytes(3);
  }

  @Test
  void lostAnswerIsFollowedByTheSameBytes() {
    receiver.answerNext(Answer.closeConnection().afterStoring());

    assertThat(writeOne(builder()).isComplete()).isTrue();

    assertSameBytes(2);
    assertThat(receiver.series("up").get(0).samples()).containsExactly(new StoredSample(T, 1));
  }

  @Test
  void writeAfterAnAnswerThatNeverCameDoesNotRepeatWhatWasStored() {
    receiver.answerNext(Answer.hang().afterStoring(), 2);
    try (RemoteWriteClient client = builder().setTimeout(SHORT).build()) {
      assertThat(writeOne(client)).isEqualTo(PENDING);
      awaitEverything(client);

      assertThat(write(client, T + 1).isComplete()).isTrue();
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples())
        .containsExactly(new StoredSample(T, 1), new StoredSample(T + 1, 1));
  }

  @Test
  void receiverThatStartsAfterTheFirstAttemptGetsTheSamples() throws InterruptedException {
    receiver.close();
    CountDownLatch refused = new CountDownLatch(1);
    RemoteWriteClientBuilder builder =
        builder()
            .setRetryableException(
                error -> {
                  refused.countDown();
                  return true;
                });
    try (RemoteWriteClient client = builder.build()) {
      CompletableFuture<WriteResult> result = client.write(batch -> batch.add(UP, T, 1));
      refused.await();

      try (RemoteWriteReceiver late = startOnTheSamePort()) {
        assertThat(await(result).isComplete()).isTrue();
        assertThat(late.violations()).isEmpty();
        assertThat(late.series("up")).hasSize(1);
      }
    }
  }

  @Test
  void receiverThatRestartsBetweenWritesGetsTheSamples() {
    try (RemoteWriteClient client = builder().build()) {
      writeOne(client);
      receiver.close();

      try (RemoteWriteReceiver restarted = startOnTheSamePort()) {
        assertThat(write(client, T + 1).isComplete()).isTrue();
        assertThat(restarted.violations()).isEmpty();
      }
    }
  }

  private RemoteWriteReceiver startOnTheSamePort() {
    int port = URI.create(receiver.endpoint()).getPort();
    return RemoteWriteReceiver.builder().setPort(port).start();
  }

  @Test
  void samplesForAReceiverThatIsAwayWaitUntilTheClientIsClosed() {
    receiver.close();
    RemoteWriteClient client = builder().setTimeout(SHORT).build();
    try (client) {
      assertThat(writeOne(client)).isEqualTo(PENDING);
    }
    assertThat(client.statistics().samplesDropped()).containsEntry(DropReason.CLOSED, 1L);
  }

  @Test
  void samplesOlderThanTheirLimitAreDropped() {
    receiver.answerNext(Answer.status(503), 1_000);
    try (RemoteWriteClient client = builder().setSampleAgeLimit(SHORT).build()) {
      assertThat(writeOne(client).samplesDropped()).isEqualTo(Map.of(DropReason.EXPIRED, 1L));
    }
  }

  @Test
  void hostThatDoesNotExistIsTriedAgain() {
    RemoteWriteClientBuilder builder = impatient("http://receiver.invalid/").setTimeout(SHORT);

    assertThat(writeOne(builder)).isEqualTo(PENDING);
  }

  @Test
  void connectionErrorMadePermanentIsNotRetried() {
    receiver.answerNext(Answer.closeConnection());

    WriteResult result = writeOne(builder().setRetryableException(error -> false));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void attemptsEndAtTheirBound() {
    receiver.answerNext(Answer.status(503), 3);

    WriteResult result = writeOne(builder().setMaxAttempts(3));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
    assertSameBytes(3);
  }

  @Test
  void requestBeyondTheCapacityIsDroppedAndCounted() {
    try (RemoteWriteClient client = builder().setCapacityBytes(1).build()) {
      assertThat(writeOne(client).samplesDropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
      assertThat(client.statistics().samplesDropped()).containsEntry(DropReason.QUEUE_FULL, 1L);
    }
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void closeWithAReceiverThatDoesNotAnswerEndsByTheTimeoutAndCounts() {
    receiver.answerNext(Answer.hang(), 100);
    RemoteWriteClient client = builder().setTimeout(SHORT).build();
    for (int i = 0; i < 3; i++) {
      long time = T + i;
      var unused = client.write(batch -> batch.add(UP, time, 1));
    }

    assertThat(await(client.shutdown())).isFalse();

    assertThat(client.statistics().samplesDropped()).containsEntry(DropReason.CLOSED, 3L);
  }

  @Test
  void answerThatIsNoHttpIsRetried() throws IOException {
    try (RawServer server = RawServer.start()) {
      server.answerNext("SSH-2.0-OpenSSH_9.2\r\n");

      assertThat(writeOne(impatient(server.endpoint("/"))).isComplete()).isTrue();
      assertThat(server.heads()).hasSize(2);
    }
  }

  @Test
  void errorMessageOfAMegabyteIsCutAndTheNextWriteGoesOn() {
    receiver.answerNext(Answer.status(400).withBody("x".repeat(1_000_000)));
    try (RemoteWriteClient client = builder().build()) {
      assertThat(writeOne(client).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
      assertThat(log.lines()).singleElement().asString().hasSizeBetween(1_024, 1_300);

      assertThat(write(client, T + 1).isComplete()).isTrue();
    }
  }

  @Test
  void serverErrorWithAMegabyteOfMessageIsRetried() {
    receiver.answerNext(Answer.status(500).withBody("x".repeat(1_000_000)));

    assertThat(writeOne(builder()).isComplete()).isTrue();
    assertSameBytes(2);
  }
}
