/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.function.IntUnaryOperator;

/**
 * Upper and lower case as Go's {@code strings} package has them: character by character, whatever
 * the language. {@link String#toUpperCase} would make {@code SS} of {@code ß}.
 */
final class LetterCase {
  private LetterCase() {}

  static String toLower(String text) {
    return map(text, Character::toLowerCase);
  }

  static String toUpper(String text) {
    return map(text, Character::toUpperCase);
  }

  private static String map(String text, IntUnaryOperator mapping) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints().map(mapping).forEach(mapped::appendCodePoint);
    return mapped.toString();
  }
}
