/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.http.Deadlines.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final List<Runnable> looks = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  // Close to where nanoTime may turn negative.
  private long now = Long.MAX_VALUE - 5;
  private final Deadlines deadlines =
      new Deadlines(
          () -> now,
          (look, nanos) -> {
            looks.add(look);
            delays.add(nanos);
          });

  @AfterEach
  void forgetInterrupt() {
    boolean unused = Thread.interrupted();
  }

  @Test
  void threadIsInterruptedWhenItsTimeIsUp() {
    Deadline deadline = deadlines.begin(10);
    now += 10;
    looks.get(0).run();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(deadlines.end(deadline)).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(deadlines.end(deadline)).isTrue();
    assertThat(delays).containsExactly(10L);
  }

  @Test
  void attemptThatEndedIsNotInterrupted() {
    Deadline deadline = deadlines.begin(10);
    assertThat(deadlines.end(deadline)).isFalse();
    now += 10;
    looks.get(0).run();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(delays).containsExactly(10L);
  }

  @Test
  void interruptOfSomebodyElseIsLeftAlone() {
    Deadline deadline = deadlines.begin(10);
    Thread.currentThread().interrupt();

    assertThat(deadlines.end(deadline)).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void oneLookIsPlannedForManyAttempts() {
    for (int i = 0; i < 100; i++) {
      deadlines.end(deadlines.begin(10));
    }
    now += 4;
    Deadline last = deadlines.begin(10);
    assertThat(delays).containsExactly(10L);

    now += 6;
    looks.get(0).run();
    assertThat(delays).containsExactly(10L, 4L);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();

    now += 4;
    looks.get(1).run();
    assertThat(deadlines.end(last)).isTrue();
    assertThat(delays).hasSize(2);
  }

  @Test
  void earlierDeadlineHasALookOfItsOwn() {
    Deadline late = deadlines.begin(100);
    Deadline early = deadlines.begin(10);
    assertThat(delays).containsExactly(100L, 10L);

    now += 10;
    looks.get(1).run();
    assertThat(deadlines.end(early)).isTrue();
    assertThat(deadlines.end(late)).isFalse();
    assertThat(delays).containsExactly(100L, 10L, 90L);
  }
}
