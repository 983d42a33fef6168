/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appends, removes and reopens at random, beside a queue in memory that is known to be right. */
class DiskLogModelTest {
  private static final long CAPACITY = 20_000;

  @TempDir Path parent;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void logBehavesLikeAQueueInMemory(long seed) throws Exception {
    Random random = new Random(seed);
    QueueFixture queue = new QueueFixture(parent.resolve("lane"));
    Model model = new Model();
    int next = 0;
    DiskLog log = queue.open(CAPACITY);
    for (int step = 0; step < 4_000; step++) {
      int dice = random.nextInt(100);
      if (dice < 52) {
        log.append(QueueFixture.request(next, bodyBytes(random)));
        model.waiting.addLast(next);
        next++;
        model.drop(queue);
      } else if (dice < 80) {
        StoredRequest oldest = log.peek();
        assertThat(oldest == null ? null : QueueFixture.numberOf(oldest)).isEqualTo(model.peek());
      } else if (dice < 97) {
        if (model.onItsWay != null) {
          log.remove();
          model.onItsWay = null;
        }
      } else {
        log.close();
        model.close(queue);
        log = queue.open(CAPACITY);
        assertThat(log.recovery().isLossy()).isFalse();
        assertThat(log.recovery().records()).isEqualTo(model.waiting.size());
      }
      assertThat(log.usage().bytes()).isLessThanOrEqualTo(CAPACITY);
      if (step % 20 == 0) {
        assertThat(log.usage().bytes()).isEqualTo(queue.bytesOnDisk());
      }
    }
    log.close();
  }

  private static int bodyBytes(Random random) {
    boolean huge = random.nextInt(50) == 0;
    return 4 + random.nextInt(huge ? 9_000 : 200);
  }

  /** What should be waiting. */
  private static final class Model {
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private @Nullable Integer onItsWay;

    @Nullable Integer peek() {
      if (onItsWay == null) {
        onItsWay = waiting.pollFirst();
      }
      return onItsWay;
    }

    /** Drops the oldest that wait, as many as the log said it had to, with their samples. */
    void drop(QueueFixture queue) {
      for (Loss loss : queue.losses) {
        assertThat(loss.reason()).isEqualTo(Loss.Reason.CAPACITY);
        long samples = 0;
        for (long i = 0; i < loss.records(); i++) {
          samples += QueueFixture.samplesOf(waiting.removeFirst());
        }
        assertThat(loss.samples()).isEqualTo(samples);
      }
      queue.losses.clear();
    }

    /** Takes back what was on its way, unless the log says that it made room meanwhile. */
    void close(QueueFixture queue) {
      if (onItsWay != null && queue.losses.isEmpty()) {
        waiting.addFirst(onItsWay);
      }
      queue.losses.clear();
      onItsWay = null;
    }
  }
}
