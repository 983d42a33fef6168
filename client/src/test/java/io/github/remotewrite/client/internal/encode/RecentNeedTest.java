/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

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
    need.note(100);
    need.endWrite();
    need.note(20);

    assertThat(need.endWrite()).isEqualTo(75);
    assertThat(need.endWrite()).isEqualTo(56);
  }

  @Test
  void nothingIsLeftInTheEnd() {
    need.note(1_000_000);
    for (int i = 0; i < 60; i++) {
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
