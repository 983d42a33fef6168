/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import java.util.ArrayList;
import java.util.List;

/** The characters of Prometheus names, and what becomes of all others. */
final class NameText {
  private static final char REPLACEMENT = '\uFFFD';

  private NameText() {}

  /**
   * Returns the name with every run of other characters than {@code [a-zA-Z0-9_:]} replaced by one
   * underscore, or dropped at either end, and with repeated underscores collapsed.
   */
  static String escape(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    boolean gap = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && c != ':' && c != '_') {
        gap = true;
        continue;
      }
      if (gap && escaped.length() > 0) {
        appendCollapsed(escaped, '_');
      }
      gap = false;
      appendCollapsed(escaped, c);
    }
    return escaped.toString();
  }

  /** Returns the runs of {@code [a-zA-Z0-9:]} in the name, in their order. The list is mutable. */
  static List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    for (String token : escape(name).split("_", -1)) {
      if (!token.isEmpty()) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  /**
   * Returns the name as it is, except that lone surrogates, which have no UTF-8 form, become
   * U+FFFD: names that are equal on the wire are then equal here, too.
   */
  static String wellFormed(String name) {
    StringBuilder repaired = null;
    int next;
    for (int i = 0; i < name.length(); i = next) {
      int codePoint = name.codePointAt(i);
      next = i + Character.charCount(codePoint);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        if (repaired == null) {
          repaired = new StringBuilder(name);
        }
        repaired.setCharAt(i, REPLACEMENT);
      }
    }
    return repaired == null ? name : repaired.toString();
  }

  static void appendCollapsed(StringBuilder text, char c) {
    if (c != '_' || text.length() == 0 || text.charAt(text.length() - 1) != '_') {
      text.append(c);
    }
  }

  static boolean isOnlyUnderscores(CharSequence name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '_') {
        return false;
      }
    }
    return true;
  }

  static boolean startsWithDigit(CharSequence name) {
    return name.length() > 0 && isDigit(name.charAt(0));
  }

  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
