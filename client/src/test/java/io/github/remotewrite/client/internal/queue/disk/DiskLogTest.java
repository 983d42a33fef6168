/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.append;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.drain;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.numberOf;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.remove;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.request;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.samplesOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.client.FsyncPolicy;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLogTest {
  private static final long ROOMY = 1 << 20;

  /** Segments of 400 bytes: three records with a body of 50 bytes each. */
  private static final long SMALL = 3_200;

  @TempDir Path parent;
  private QueueFixture queue;

  @BeforeEach
  void setUp() {
    queue = new QueueFixture(parent.resolve("lane"));
  }

  @Test
  void oldestComesFirst() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 5, 50);

      assertThat(drain(log)).containsExactly(0, 1, 2, 3, 4);
      assertThat(log.peek()).isNull();
    }
  }

  @Test
  void everythingOfARequestIsKept() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 2, 100_000); // Larger than what is read at once.
    }
    try (DiskLog log = queue.open(ROOMY)) {
      StoredRequest stored = requireNonNull(log.peek());

      assertThat(numberOf(stored)).isZero();
      assertThat(drain(log)).containsExactly(0, 1);
    }
  }

  @Test
  void emptyBodyIsKept() throws Exception {
    StoredRequest empty =
        new StoredRequest(
            new EncodedRequest(request(0, 4).request().protocol(), new byte[0], 0, false), 1);
    try (DiskLog log = queue.open(ROOMY)) {
      log.append(empty);
    }
    try (DiskLog log = queue.open(ROOMY)) {
      assertThat(requireNonNull(log.peek()).request().body()).isEmpty();
    }
  }

  @Test
  void peekReturnsTheSameUntilItIsRemoved() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 2, 50);

      assertThat(log.peek()).isSameAs(log.peek());
      log.remove();
      assertThat(numberOf(requireNonNull(log.peek()))).isEqualTo(1);
    }
  }

  @Test
  void removeWithoutPeekIsRefused() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 1, 50);

      assertThatThrownBy(log::remove)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("remove must follow peek: directory=" + queue.directory);
    }
  }

  @Test
  void whatWaitsIsThereAtTheNextOpening() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 8, 50);
      remove(log, 4);
    }
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(log.recovery()).isEqualTo(new Recovery(4, samples(4, 8), 0, 0, 0, List.of()));
      assertThat(drain(log)).containsExactly(4, 5, 6, 7);
    }
  }

  @Test
  void peekedButNotRemovedIsThereAtTheNextOpening() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 2, 50);
      assertThat(log.peek()).isNotNull();
    }
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(drain(log)).containsExactly(0, 1);
    }
  }

  @Test
  void orderHoldsAcrossManyOpenings() throws Exception {
    for (int number = 0; number < 10; number++) {
      try (DiskLog log = queue.open(ROOMY)) {
        append(log, number, number + 1, 50);
      }
    }
    try (DiskLog log = queue.open(ROOMY)) {
      assertThat(log.recovery().isLossy()).isFalse();
      assertThat(drain(log)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }

  @Test
  void openingWithoutAppendingLeavesNoSegments() throws Exception {
    for (int i = 0; i < 3; i++) {
      queue.open(ROOMY).close();
    }

    assertThat(queue.segments()).isEmpty();
  }

  @Test
  void finishedSegmentsAreDeleted() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 9, 50);
      assertThat(queue.segments()).hasSize(3);

      remove(log, 3);
      assertThat(queue.segments()).hasSize(2);
      remove(log, 6);
      assertThat(queue.segments()).hasSize(1); // The one that is appended to.
    }
    assertThat(queue.segments()).isEmpty();
  }

  @Test
  void segmentsSortByName() throws Exception {
    try (DiskLog log = queue.open(1 << 16)) {
      append(log, 0, 11, 8_000);

      assertThat(queue.segments().stream().map(path -> path.getFileName().toString()).toList())
          .startsWith("remote-write-0000000000000004.segment")
          .endsWith("remote-write-0000000000000011.segment")
          .hasSize(8);
    }
  }

  @Test
  void usageFollowsEveryStep() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(log.usage()).isEqualTo(new Usage(CheckpointFile.BYTES, 0, 0, 0));

      append(log, 0, 4, 50);
      assertThat(log.usage().records()).isEqualTo(4);
      assertThat(log.usage().samples()).isEqualTo(samples(0, 4));
      assertThat(log.usage().bytes()).isEqualTo(queue.bytesOnDisk());
      assertThat(log.usage().oldestMillis()).isEqualTo(request(0, 50).queuedMillis());

      remove(log, 2);
      assertThat(log.peek()).isNotNull();
      assertThat(log.usage().records()).isEqualTo(2);
      assertThat(log.usage().samples()).isEqualTo(samples(2, 4));
      assertThat(log.usage().oldestMillis()).isEqualTo(request(2, 50).queuedMillis());

      drain(log);
      assertThat(log.usage().records()).isZero();
      assertThat(log.usage().samples()).isZero();
      assertThat(log.usage().oldestMillis()).isZero();
    }
  }

  @Test
  void usageIsKnownAtTheNextOpening() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 5, 50);
      remove(log, 1);
    }
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(log.usage())
          .isEqualTo(
              new Usage(queue.bytesOnDisk(), 4, samples(1, 5), request(1, 50).queuedMillis()));
    }
  }

  @Test
  void fullQueueDropsItsOldestSegmentAndCountsIt() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      int appended = 0;
      while (queue.losses.isEmpty()) {
        append(log, appended, appended + 1, 50);
        appended++;
        assertThat(queue.bytesOnDisk()).isLessThanOrEqualTo(SMALL);
      }

      assertThat(queue.losses)
          .containsExactly(
              new Loss(
                  Loss.Reason.CAPACITY,
                  3,
                  samples(0, 3),
                  "oldest requests on disk made room for newer ones:"
                      + " segment=0000000000000001, maxBytes=3200"));
      assertThat(drain(log)).isEqualTo(IntStream.range(3, appended).boxed().toList());
    }
  }

  @Test
  void everySampleIsDeliveredOrCounted() throws Exception {
    int records = 500;
    long delivered = 0;
    try (DiskLog log = queue.open(SMALL)) {
      for (int number = 0; number < records; number++) {
        append(log, number, number + 1, 4 + number % 90);
        if (number % 7 == 0) {
          delivered += requireNonNull(log.peek()).request().samples();
          log.remove();
        }
        assertThat(queue.bytesOnDisk()).isLessThanOrEqualTo(SMALL);
      }
      for (int number : drain(log)) {
        delivered += samplesOf(number);
      }
    }

    assertThat(delivered + queue.lostSamples()).isEqualTo(samples(0, records));
  }

  @Test
  void whatWasDroppedForCapacityIsNotReportedAgain() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 40, 50);
    }
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(log.recovery().isLossy()).isFalse();
      assertThat(drain(log)).endsWith(39);
    }
  }

  @Test
  void requestOnItsWayIsNotCountedAsDropped() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 3, 50);
      StoredRequest onItsWay = requireNonNull(log.peek());
      append(log, 3, 40, 50);

      assertThat(log.peek()).isSameAs(onItsWay);
      log.remove();
      long waiting = drain(log).size();
      long lost = queue.losses.stream().mapToLong(Loss::records).sum();
      assertThat(1 + waiting + lost).isEqualTo(40);
    }
  }

  @Test
  void requestOnItsWayWithoutOutcomeIsCountedAtTheEnd() throws Exception {
    DiskLog log = queue.open(SMALL);
    append(log, 0, 3, 50);
    assertThat(log.peek()).isNotNull();
    append(log, 3, 40, 50);
    long before = queue.lostSamples();

    log.close();

    assertThat(queue.lostSamples() - before).isEqualTo(samplesOf(0));
  }

  @Test
  void requestLargerThanTheQueueIsRefused() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 1, 50);

      assertThatThrownBy(() -> log.append(request(1, 3_000)))
          .isInstanceOf(IOException.class)
          .hasMessage("request must fit into the queue on disk: requestBytes=3000, maxBytes=3200");
      assertThat(drain(log)).containsExactly(0);
    }
  }

  @Test
  void requestLargerThanASegmentIsKept() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 1, 50);
      append(log, 1, 2, 2_000);
      append(log, 2, 3, 50);
    }
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(drain(log)).containsExactly(0, 1, 2);
    }
  }

  @Test
  void largestRequestTakesTheWholeQueue() throws Exception {
    int largest = (int) SMALL - CheckpointFile.BYTES - FileHeader.BYTES - RecordHeader.BYTES;
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 6, 50);
      append(log, 6, 7, largest);

      assertThat(queue.bytesOnDisk()).isEqualTo(SMALL);
      assertThat(drain(log)).containsExactly(6);
      assertThat(queue.lostSamples()).isEqualTo(samples(0, 6));
    }
  }

  @Test
  void smallerCapacityHoldsFromTheNextAppendOn() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 100, 50);
    }
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 100, 101, 50);

      assertThat(queue.bytesOnDisk()).isLessThanOrEqualTo(SMALL);
      assertThat(queue.lostSamples()).isEqualTo(samples(0, 100));
      assertThat(drain(log)).containsExactly(100);
    }
  }

  @Test
  void closedLogRefusesEverything() throws Exception {
    DiskLog log = queue.open(ROOMY);
    log.close();
    log.close();

    assertThatThrownBy(() -> log.append(request(0, 50)))
        .hasMessage("queue on disk is closed: directory=" + queue.directory);
    assertThatThrownBy(log::peek).isInstanceOf(IOException.class);
  }

  @Test
  void interruptNeitherBreaksTheLogNorGetsLost() throws Exception {
    Thread.currentThread().interrupt();
    try (DiskLog log = queue.open(SMALL, FsyncPolicy.ALWAYS)) {
      append(log, 0, 6, 50);
      assertThat(numberOf(requireNonNull(log.peek()))).isZero();
      log.remove();
    }
    assertThat(Thread.interrupted()).isTrue();

    try (DiskLog log = queue.open(SMALL)) {
      assertThat(drain(log)).containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void interruptsDuringEveryOperationDoNoHarm() throws Exception {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (DiskLog log = queue.open(ROOMY)) {
      Callable<List<Integer>> work =
          () -> {
            worker.complete(Thread.currentThread());
            List<Integer> delivered = new ArrayList<>();
            for (int number = 0; number < 500; number++) {
              append(log, number, number + 1, 500);
              delivered.add(numberOf(requireNonNull(log.peek())));
              log.remove();
            }
            return delivered;
          };
      Future<List<Integer>> delivered = executor.submit(work);
      Thread target = worker.get();
      while (!delivered.isDone()) {
        target.interrupt();
      }

      assertThat(delivered.get()).isEqualTo(IntStream.range(0, 500).boxed().toList());
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void oneThreadMayAppendWhileAnotherRemoves() throws Exception {
    int records = 3_000;
    ExecutorService consumer = Executors.newSingleThreadExecutor();
    try (DiskLog log = queue.open(ROOMY)) {
      Callable<List<Integer>> consume =
          () -> {
            List<Integer> numbers = new ArrayList<>();
            while (numbers.isEmpty() || numbers.get(numbers.size() - 1) < records - 1) {
              numbers.addAll(drain(log));
            }
            return numbers;
          };
      Future<List<Integer>> consumed = consumer.submit(consume);
      append(log, 0, records, 200);

      assertThat(consumed.get()).isEqualTo(IntStream.range(0, records).boxed().toList());
      assertThat(queue.losses).isEmpty();
    } finally {
      consumer.shutdownNow();
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new DiskLogSettings(0, FsyncPolicy.NEVER, Duration.ZERO))
        .hasMessage("maxBytes must be positive: maxBytes=0");
    assertThatThrownBy(() -> new DiskLogSettings(1, FsyncPolicy.INTERVAL, Duration.ofSeconds(-1)))
        .hasMessage("fsyncInterval must not be negative: fsyncInterval=PT-1S");
  }

  @Test
  void segmentIsAnEighthOfTheCapacityButNotHuge() {
    assertThat(new DiskLogSettings(8_000, FsyncPolicy.NEVER, Duration.ZERO).segmentBytes())
        .isEqualTo(1_000);
    assertThat(new DiskLogSettings(1L << 40, FsyncPolicy.NEVER, Duration.ZERO).segmentBytes())
        .isEqualTo(8 << 20);
  }

  private static long samples(int from, int to) {
    return IntStream.range(from, to).mapToLong(QueueFixture::samplesOf).sum();
  }
}
