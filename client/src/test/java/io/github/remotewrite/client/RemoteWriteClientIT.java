/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.StoredSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Results, statistics and the life of a client, where the network is kind. */
class RemoteWriteClientIT extends ClientFixture {
  private static final List<Series> MANY =
      IntStream.range(0, 10)
          .mapToObj(i -> Series.of(Labels.of("__name__", "many", "number", "" + i)))
          .toList();

  private static void addMany(Batch batch) {
    MANY.forEach(series -> batch.add(series, T, 1));
  }

  @Test
  void resultCountsTheSamplesOfAllRequestsOfAWrite() {
    receiver.answerNext(Answer.store(), Answer.status(403));
    try (RemoteWriteClient client = builder().setMaxSamplesPerSend(4).build()) {
      WriteResult result = await(client.write(RemoteWriteClientIT::addMany));

      assertThat(receiver.requests()).hasSize(3);
      assertThat(result).isEqualTo(new WriteResult(6, Map.of(DropReason.REJECTED, 4L), 0));
      assertThat(result.isComplete()).isFalse();
    }
  }

  @Test
  void writeWithoutSamplesSendsNothingAndIsComplete() {
    try (RemoteWriteClient client = builder().build()) {
      WriteResult result = await(client.write(batch -> {}));

      assertThat(result).isEqualTo(new WriteResult(0, Map.of(), 0));
      assertThat(result.isComplete()).isTrue();
    }
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void sourceThatThrowsSendsNothingAndTheClientGoesOn() {
    try (RemoteWriteClient client = builder().setMaxSamplesPerSend(4).build()) {
      RuntimeException failure = new RuntimeException("source failed");
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(
              () ->
                  client.write(
                      batch -> {
                        addMany(batch);
                        throw failure;
                      }))
          .isSameAs(failure);

      assertThat(write(client, T + 1).samplesWritten()).isEqualTo(1);
      assertThat(client.statistics().samplesWritten()).isEqualTo(1);
    }
    assertThat(receiver.series()).extracting(series -> series.metricName()).containsExactly("up");
  }

  @Test
  void writeAfterCloseIsRefused() {
    RemoteWriteClient client = builder().build();
    client.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> writeOne(client))
        .withMessage("client is closed: endpoint=" + receiver.endpoint());
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void closeDeliversWhatWasWritten() {
    List<CompletableFuture<WriteResult>> results = new ArrayList<>();
    try (RemoteWriteClient client = builder().build()) {
      for (int i = 0; i < 20; i++) {
        long time = T + i;
        results.add(client.write(batch -> batch.add(UP, time, 1)));
      }
    }

    assertThat(results).allSatisfy(result -> assertThat(await(result).isComplete()).isTrue());
    assertThat(receiver.series("up").get(0).samples()).hasSize(20);
  }

  @Test
  void closeMayBeCalledAgain() {
    RemoteWriteClient client = builder().build();
    writeOne(client);
    client.close();

    client.close();

    assertThat(client.statistics().samplesWritten()).isEqualTo(1);
  }

  @Test
  void flushWaitsForEverythingWrittenSoFar() {
    receiver.answerNext(Answer.status(503), 3);
    try (RemoteWriteClient client = builder().build()) {
      CompletableFuture<WriteResult> first = client.write(batch -> batch.add(UP, T, 1));
      CompletableFuture<WriteResult> second = client.write(batch -> batch.add(UP, T + 1, 1));

      await(client.flush());

      assertThat(receiver.series("up").get(0).samples())
          .containsExactly(new StoredSample(T, 1), new StoredSample(T + 1, 1));
      assertThat(await(CompletableFuture.allOf(first, second))).isNull();
    }
  }

  @Test
  void statisticsCountRequestsBytesAndRetries() {
    receiver.answerNext(Answer.status(503), 2);
    try (RemoteWriteClient client = builder().build()) {
      await(client.write(RemoteWriteClientIT::addMany));

      DeliveryStatistics statistics = client.statistics();
      assertThat(statistics.samplesWritten()).isEqualTo(10);
      assertThat(statistics.samplesRetried()).isEqualTo(20);
      assertThat(statistics.requestsWritten()).isEqualTo(1);
      assertThat(statistics.bytesWritten()).isEqualTo(receiver.requests().get(0).body().length);
      assertThat(statistics.samplesDropped())
          .containsOnlyKeys(DropReason.values())
          .allSatisfy((reason, samples) -> assertThat(samples).isZero());
    }
  }
}
