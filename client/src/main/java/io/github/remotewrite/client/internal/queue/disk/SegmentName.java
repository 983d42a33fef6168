/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a segment's file: {@code remote-write-0000000000000007.segment}. */
final class SegmentName {
  private static final Pattern NAME = Pattern.compile("remote-write-(\\d{16})\\.segment");

  private SegmentName() {}

  static String of(long number) {
    return "remote-write-" + digits(number) + ".segment";
  }

  /** Returns a number in such a form that names sort like numbers. */
  static String digits(long number) {
    return String.format("%016d", number);
  }

  /** Returns the number in a name; empty if it isn't that of a segment. */
  static OptionalLong number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
