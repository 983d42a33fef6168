/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.StoredSample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a receiver outlives the client. */
class QueueOnDiskIT extends ClientFixture {
  @TempDir private Path directory;

  @Test
  void whatOneClientCouldNotDeliverTheNextOneDoes() {
    receiver.setBehaviors(Behavior.answering(Protocol.V1, Answer.status(503)));
    RemoteWriteClient first = durable().setTimeout(Duration.ofMillis(200)).build();
    try (first) {
      for (int i = 0; i < 10; i++) {
        write(first, T + i);
      }
    }
    assertThat(first.statistics().samplesDroppedInTotal()).isZero();
    receiver.setBehaviors();

    try (RemoteWriteClient second = durable().build()) {
      assertThat(second.endpoints().get(0).samplesPending()).isEqualTo(10);
      assertThat(write(second, T + 10).isComplete()).isTrue();
      assertThat(await(second.flush())).isTrue();
      assertThat(second.statistics().samplesWritten()).isEqualTo(11);
      // The outcome is told before the record is gone.
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> {
            while (!second.endpoints().get(0).queueAge().isZero()) {
              Thread.onSpinWait();
            }
          });
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples()).isEqualTo(samples(11));
  }

  @Test
  void whatWaitsIsSentWithoutAWrite() {
    receiver.setBehaviors(Behavior.answering(Protocol.V1, Answer.status(503)));
    try (RemoteWriteClient first = durable().setTimeout(Duration.ofMillis(200)).build()) {
      write(first, T);
    }
    receiver.setBehaviors();

    try (RemoteWriteClient second = durable().build()) {
      assertThat(await(second.flush())).isTrue();
    }
    assertThat(receiver.series("up").get(0).samples()).isEqualTo(samples(1));
  }

  @Test
  void eachNumberOfShardsTakesOverFromAnother() {
    receiver.setBehaviors(Behavior.answering(Protocol.V1, Answer.status(503)));
    int time = 0;
    for (int shards : new int[] {1, 4, 2}) {
      RemoteWriteClientBuilder builder =
          durable().setMaxShards(shards).setTimeout(Duration.ofMillis(200));
      try (RemoteWriteClient client = builder.build()) {
        write(client, T + time++);
      }
    }
    receiver.setBehaviors();

    try (RemoteWriteClient last = durable().setMaxShards(3).build()) {
      write(last, T + time++);
      assertThat(await(last.flush())).isTrue();
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples()).isEqualTo(samples(4));
  }

  @Test
  void directoryOfAnotherClientIsRefused() {
    try (RemoteWriteClient first = durable().build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> durable().build())
          .withMessageContaining("queue directory is in use by another process")
          .withMessageContaining("queueDirectory=" + directory);
      assertThat(writeOne(first).isComplete()).isTrue();
    }
  }

  private RemoteWriteClientBuilder durable() {
    return builder().setQueueDirectory(directory);
  }

  private static List<StoredSample> samples(int count) {
    return LongStream.range(T, T + count).mapToObj(time -> new StoredSample(time, 1)).toList();
  }
}
