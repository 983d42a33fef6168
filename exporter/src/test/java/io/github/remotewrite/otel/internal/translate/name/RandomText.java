/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import java.util.Random;

/** Short strings of the characters that names treat differently, with lone surrogates. */
final class RandomText {
  private static final String CHARACTERS = "aZ09__::..//{}  %s1éß\u0000日\uD83D\uDE00\uFFFF";

  private RandomText() {}

  static String next(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
