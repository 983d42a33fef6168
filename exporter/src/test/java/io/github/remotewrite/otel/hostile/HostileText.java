/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Names, keys and values as no library should choose them: reserved words of the translation,
 * characters of every kind, lone surrogates, nothing at all, ten thousand characters.
 */
final class HostileText {
  private static final int LONG_LENGTH = 10_000;

  // Few, so that they meet: as one name, after escaping, or beside a suffix.
  private static final List<String> NAMES =
      List.of(
          "a",
          "a.b",
          "a_b",
          "a__b",
          "a b",
          "A",
          "foo",
          "foo.total",
          "foo_total",
          "foo_count",
          "foo_sum",
          "foo.ratio",
          "foo_seconds",
          "total",
          "ratio",
          "target_info",
          "1a",
          "_a",
          "_",
          "__",
          "",
          ".",
          "__name__",
          "requests/second",
          "a:b",
          "\u00e9t\u00e9",
          "\u4f60\u597d");
  private static final List<String> KEYS =
      List.of(
          "a",
          "a.b",
          "a_b",
          "a__b",
          "a-b",
          "A",
          "B",
          "job",
          "instance",
          "le",
          "quantile",
          "__name__",
          "__x__",
          "__a",
          "_a",
          ".a",
          "1a",
          "key_1a",
          "x.",
          "_",
          "..",
          "otel_scope_name",
          "otel.scope.name",
          "otel_scope_a",
          "name",
          "version",
          "schema_url",
          "service.name",
          "service_name",
          "trace_id",
          "span_id",
          "region",
          "\u00e9",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "a\ud83d",
          "?",
          "\ufffd");
  private static final List<String> VALUES =
      List.of(
          "",
          "1",
          "x",
          "x;y",
          ";",
          "+Inf",
          "a\nb",
          "\"",
          "\\",
          "\u0000",
          "\u4f60",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "?",
          "\ufffd",
          "\uffff",
          " ",
          "NaN");
  private static final int[][] RANGES = {
    {'a', 'f'},
    {'0', '3'},
    {'_', '_'},
    {'.', '/'},
    {0, 31},
    {'"', '"'},
    {'\\', '\\'},
    {':', ';'},
    {'{', '}'},
    {0x80, 0xFF},
    {0x4E00, 0x4E10},
    {0xD800, 0xDFFF},
    {0xFFFD, 0xFFFF},
    {0x1F600, 0x1F610},
    {0x200B, 0x200F}
  };

  private final SplittableRandom random;

  HostileText(SplittableRandom random) {
    this.random = random;
  }

  String name() {
    return text(NAMES);
  }

  String key() {
    return text(KEYS);
  }

  String value() {
    return text(VALUES);
  }

  private String text(List<String> known) {
    int choice = random.nextInt(2000);
    if (choice == 0) {
      return made(LONG_LENGTH);
    }
    return choice < 1500 ? known.get(random.nextInt(known.size())) : made(random.nextInt(12));
  }

  private String made(int length) {
    StringBuilder made = new StringBuilder(length);
    while (made.length() < length) {
      int[] range = RANGES[random.nextInt(RANGES.length)];
      made.appendCodePoint(random.nextInt(range[0], range[1] + 1));
    }
    return made.toString();
  }
}
