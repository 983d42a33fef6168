/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads: those that write, those of the sender, and those that wait for results. */
class RemoteWriteClientThreadsIT extends ClientFixture {
  private static final List<Series> MANY =
      IntStream.range(0, 10)
          .mapToObj(i -> Series.of(Labels.of("__name__", "many", "number", "" + i)))
          .toList();

  @Test
  void whatFollowsOnAResultMayBlock() {
    RemoteWriteClient client = builder().build();
    CompletableFuture<WriteResult> next =
        client
            .write(batch -> batch.add(UP, T, 1))
            .thenApply(
                first -> {
                  WriteResult second = write(client, T + 1);
                  client.close();
                  return second;
                });

    assertThat(await(next).isComplete()).isTrue();
    assertThat(receiver.series("up").get(0).samples()).hasSize(2);
  }

  @Test
  void whatFollowsOnAFlushMayBlock() {
    RemoteWriteClient client = builder().build();
    CompletableFuture<Void> written =
        client.write(batch -> batch.add(UP, T, 1)).thenAccept(result -> {});

    await(client.flush().thenRun(client::close));

    assertThat(await(written)).isNull();
    assertThat(client.statistics().samplesWritten()).isEqualTo(1);
  }

  @Test
  void statisticsOfConcurrentWritersAddUp() throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      receiver.answerNext(Answer.store(), Answer.status(400), Answer.status(503));
    }
    ConcurrentLinkedQueue<WriteResult> results = new ConcurrentLinkedQueue<>();
    RemoteWriteClient client = builder().setMaxSamplesPerSend(4).build();
    long[] time = {T}; // Guarded by the client: one source runs at a time.
    Runnable writer =
        () -> {
          for (int i = 0; i < 20; i++) {
            results.add(
                await(
                    client.write(
                        batch -> {
                          long now = time[0]++;
                          MANY.forEach(series -> batch.add(series, now, 1));
                        })));
          }
        };
    List<Thread> threads = IntStream.range(0, 4).mapToObj(i -> new Thread(writer)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    client.close();

    DeliveryStatistics statistics = client.statistics();
    assertThat(statistics.samplesWritten() + statistics.samplesDroppedInTotal())
        .isEqualTo(4 * 20 * 10);
    assertThat(results.stream().mapToLong(WriteResult::samplesWritten).sum())
        .isEqualTo(statistics.samplesWritten())
        .isEqualTo(receiver.series().stream().mapToLong(series -> series.samples().size()).sum());
    assertThat(statistics.samplesDropped().get(DropReason.REJECTED))
        .isEqualTo(statistics.samplesDroppedInTotal())
        .isPositive();
    assertThat(receiver.violations()).isEmpty();
  }

  @Test
  void threadsAreNamedDaemonsAndEndWithTheClient() throws InterruptedException {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    RemoteWriteClientBuilder builder =
        builder()
            .setThreadFactory(
                task -> {
                  Thread thread = new Thread(task);
                  threads.add(thread);
                  return thread;
                });

    writeOne(builder);

    assertThat(threads)
        .isNotEmpty()
        .allSatisfy(thread -> assertThat(thread.getName()).startsWith("remote-write-127.0.0.1-"))
        .allMatch(Thread::isDaemon);
    for (Thread thread : threads) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void sourcesOfSeveralThreadsRunOneAtATime() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    try (RemoteWriteClient client = builder().build()) {
      int[] inside = {0};
      List<Integer> seen = new CopyOnWriteArrayList<>();
      Runnable writer =
          () -> {
            for (int i = 0; i < 1_000; i++) {
              var unused =
                  client.write(
                      batch -> {
                        inside[0]++;
                        seen.add(inside[0]);
                        inside[0]--;
                      });
            }
            done.countDown();
          };
      new Thread(writer).start();
      new Thread(writer).start();
      done.await();

      assertThat(seen).containsOnly(1);
    }
  }
}
