/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecentNeedTest {
  private final RecentNeed need = new RecentNeed();

  @Test
  void nextWriteNeedsTheMostOfThisOne() {
    need.note(3);
    need.note(100);
    need.note(5);

    assertThat(need.endWrite()).isEqualTo(100);
  }

  @Test
  void whatWasNeededOnceIsForgottenBitByBit() {
    need.note(6_400);
    need.endWrite();
    need.note(20);

    assertThat(need.endWrite()).isEqualTo(6_300);
    for (int write = 2; write < 44; write++) {
      need.endWrite();
    }
    assertThat(need.endWrite()).isCloseTo(3_200, within(50));
  }

  @Test
  void nothingIsLeftInTheEnd() {
    need.note(1_000_000);
    for (int i = 0; i < 1_000; i++) {
      need.endWrite();
    }

    assertThat(need.endWrite()).isZero();
  }

  @Test
  void moreThanTwiceTheNeedIsTooMuch() {
    need.note(100);
    assertThat(need.endWriteWith(200)).isFalse();

    need.note(100);
    assertThat(need.endWriteWith(202)).isTrue();
  }
}
