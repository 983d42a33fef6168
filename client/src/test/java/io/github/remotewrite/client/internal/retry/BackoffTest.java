/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, Integer.MAX_VALUE);

  @Test
  void doublesUntilTheBound() {
    assertThat(delayMillis(0)).isEqualTo(30);
    assertThat(delayMillis(1)).isEqualTo(60);
    assertThat(delayMillis(7)).isEqualTo(3_840);
    assertThat(delayMillis(8)).isEqualTo(5_000);
    assertThat(delayMillis(1_000_000)).isEqualTo(5_000);
  }

  @Test
  void jitterIsAtMostATenth() {
    assertThat(BACKOFF.delayNanos(8, () -> 0)).isEqualTo(Duration.ofMillis(4_500).toNanos());
    assertThat(BACKOFF.delayNanos(8, () -> 0.999_999_999))
        .isCloseTo(Duration.ofMillis(5_500).toNanos(), within(1_000L));
  }

  /** The official sender suite asks for this of every wait (exponential_backoff_on_retries). */
  @Test
  void noWaitIsShorterThanFourFifthsOfTheOneBefore() {
    Random random = new Random(1);
    long before = 1;
    for (int attempt = 0; attempt < 10_000; attempt++) {
      long delay = BACKOFF.delayNanos(attempt, random::nextDouble);
      assertThat(delay).isGreaterThanOrEqualTo((long) (0.8 * before));
      before = delay;
    }
  }

  private static long delayMillis(int attempt) {
    return Duration.ofNanos(BACKOFF.delayNanos(attempt, () -> 0.5)).toMillis();
  }
}
