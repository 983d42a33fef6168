/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.Map;
import java.util.TreeMap;

/** Names as Remote Write 1.0 has them (1.0, "Labels"), and how others become such. */
final class ClassicNames {
  private ClassicNames() {}

  static Labels escape(Labels labels) {
    Map<String, String> escaped = new TreeMap<>();
    labels
        .toMap()
        .forEach(
            (name, value) -> {
              if (name.equals(Labels.METRIC_NAME)) {
                escaped.put(name, escape(value, true));
              } else {
                escaped.merge(escape(name, false), value, (first, second) -> first + ';' + second);
              }
            });
    Labels.Builder builder = Labels.builder();
    escaped.forEach(builder::add);
    return builder.build();
  }

  /**
   * Returns the name with every character that is not allowed as an underscore.
   *
   * @param colons whether colons are allowed, as in names of metrics
   */
  static String escape(String name, boolean colons) {
    StringBuilder escaped = new StringBuilder(name.length() + 1);
    name.codePoints().forEach(c -> escaped.append(isAllowed(c, colons) ? (char) c : '_'));
    if (isDigit(name.codePointAt(0))) {
      escaped.insert(0, '_');
    }
    return escaped.toString();
  }

  /** Returns whether {@link #escape(String, boolean)} leaves the name as it is, in UTF-8. */
  static boolean isClassic(byte[] utf8, int start, int end, boolean colons) {
    if (start == end || isDigit(utf8[start])) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (!isAllowed(utf8[i], colons)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(int c, boolean colons) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || c == '_'
        || (c == ':' && colons);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
