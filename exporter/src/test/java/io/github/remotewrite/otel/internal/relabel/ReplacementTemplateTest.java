/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementTemplateTest {
  private static final AnchoredRegex REGEX =
      AnchoredRegex.compile("(?P<first>f)(o+)(?P<a_1>-)?(r)(x)?");

  /** Every result was compared with Go's {@code Regexp.ExpandString}. */
  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | ''",
        "plain         | plain",
        "$0            | foor",
        "$1            | f",
        "${1}          | f",
        "$2$1          | oof",
        "a$1-b         | af-b",
        "$1x           | ''", // the group 1x
        "${1}x         | fx",
        "$1_           | ''",
        "$first        | f",
        "${first}      | f",
        "$firsts       | ''",
        "${a_1}.       | .", // took no part
        "$5.           | .",
        "$4é           | ''", // letters of any script are part of a name
        "$4-           | r-",
        "$9            | ''",
        "$99999999999  | ''",
        "$01           | ''",
        "$00           | ''",
        "${nope}       | ''",
        "$$            | $",
        "$$1           | $1",
        "$$$1          | $f",
        "$$$$          | $$",
        "$             | $",
        "a$            | a$",
        "$-            | $-",
        "${            | ${",
        "${}           | ${}",
        "${1           | ${1",
        "${1$2}        | ${1oo}",
        "${ 1}         | ${ 1}",
        "{1}           | {1}",
        "\\1           | \\1",
      })
  void expandsAsGoDoes(String template, String expected) {
    RegexMatch match = requireNonNull(REGEX.match("foor"));
    assertThat(ReplacementTemplate.parse(template, REGEX).expand(match)).isEqualTo(expected);
  }
}
