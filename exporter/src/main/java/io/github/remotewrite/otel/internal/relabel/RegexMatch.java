/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.regex.Matcher;

/** A text that matched, and its groups. */
final class RegexMatch {
  private final String text;
  private final Matcher matcher;

  /**
   * Creates a match.
   *
   * @param matcher has matched the text as a whole, and is not used again
   */
  RegexMatch(String text, Matcher matcher) {
    this.text = text;
    this.matcher = matcher;
  }

  /**
   * Returns what the group matched, or an empty string if it took no part or there is none with
   * this number.
   */
  String group(int number) {
    if (number < 0 || number > matcher.groupCount() || matcher.start(number) < 0) {
      return "";
    }
    return text.substring(matcher.start(number), matcher.end(number));
  }
}
