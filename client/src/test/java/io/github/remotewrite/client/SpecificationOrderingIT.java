/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.StoredSample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chapter "Ordering" of Remote Write 1.0, on the wire. */
class SpecificationOrderingIT extends ClientFixture {
  private static final int THREADS = 4;
  private static final int WRITES = 50;

  /**
   * Remote Write 1.0, Ordering: senders "MUST send samples for any given series in timestamp
   * order"; here with several threads that write the same series, and a receiver in trouble.
   */
  @Test
  void samplesOfASeriesArriveInOrderFromManyThreads() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      receiver.answerNext(
          Answer.store(),
          Answer.status(503),
          Answer.closeConnection(),
          Answer.store(),
          Answer.closeConnection().afterStoring(),
          Answer.status(429));
    }
    try (RemoteWriteClient client = builder().build()) {
      // Guarded by the client: one source runs at a time.
      long[] next = {T};
      Runnable writer =
          () -> {
            for (int i = 0; i < WRITES; i++) {
              var unused = client.write(batch -> batch.add(UP, next[0]++, 1));
            }
          };
      List<Thread> threads = Stream.generate(() -> new Thread(writer)).limit(THREADS).toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples()).isEqualTo(samples(THREADS * WRITES));
    // Among what was stored, and what was refused and sent again, too.
    assertThat(receiver.requests())
        .flatExtracting(ReceivedRequest::series)
        .flatExtracting(series -> series.samples())
        .isSortedAccordingTo(comparingLong(StoredSample::timestampMillis));
  }

  /** Remote Write 1.0, Ordering, as above, where each write takes several requests. */
  @Test
  void samplesOfManySeriesArriveInOrderOverSeveralRequestsAWrite() {
    List<Series> series =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Series.of(Labels.of("__name__", "up", "instance", "host-" + i)))
            .toList();
    receiver.answerNext(Answer.store(), Answer.status(500), Answer.store(), Answer.status(500));
    try (RemoteWriteClient client = builder().setMaxSamplesPerSend(300).build()) {
      List<CompletableFuture<WriteResult>> results = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int value = i;
        results.add(client.write(batch -> series.forEach(one -> batch.add(one, T + value, value))));
      }
      assertThat(results).allSatisfy(result -> assertThat(await(result).isComplete()).isTrue());
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests()).hasSize(3 * 4 + 2);
    assertThat(receiver.series())
        .hasSize(1_000)
        .allSatisfy(
            one ->
                assertThat(one.samples())
                    .containsExactly(
                        new StoredSample(T, 0),
                        new StoredSample(T + 1, 1),
                        new StoredSample(T + 2, 2)));
  }

  private static List<StoredSample> samples(int count) {
    return LongStream.range(T, T + count).mapToObj(time -> new StoredSample(time, 1)).toList();
  }
}
