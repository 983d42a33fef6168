/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every expectation was compared with Go's strings package. */
class LetterCaseTest {
  @Test
  void lettersBeyondAsciiChange() {
    assertThat(LetterCase.toUpper("aé\uD801\uDC28")).isEqualTo("AÉ\uD801\uDC00");
    assertThat(LetterCase.toLower("AÉ\uD801\uDC00")).isEqualTo("aé\uD801\uDC28");
  }

  @Test
  void letterStaysOneLetter() {
    assertThat(LetterCase.toUpper("ß\uFB01")).isEqualTo("ß\uFB01");
    assertThat(LetterCase.toLower("\u0130")).isEqualTo("i");
  }

  @Test
  void endOfAWordMakesNoDifference() {
    assertThat(LetterCase.toLower("ΟΣ")).isEqualTo("οσ");
  }
}
