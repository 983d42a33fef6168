/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The syntax of RE2; every expectation was compared with Go's regexp package. */
class AnchoredRegexTest {
  @Test
  void wholeTextMustMatch() {
    assertThat(matches("a", "a")).isTrue();
    assertThat(matches("a", "ab")).isFalse();
    assertThat(matches("a", "ba")).isFalse();
    assertThat(matches("a|b", "ab")).isFalse();
    assertThat(matches("", "")).isTrue();
    assertThat(matches("", "a")).isFalse();
  }

  @Test
  void dollarDoesNotMatchBeforeALineFeed() {
    assertThat(matches("^a$", "a\n")).isFalse();
  }

  @Test
  void dotMatchesLineFeedsUnlessSwitchedOff() {
    assertThat(matches("a.b", "a\nb")).isTrue();
    assertThat(matches("(?-s)a.b", "a\nb")).isFalse();
    assertThat(matches("(?-s)a.b", "a\rb")).isTrue();
  }

  @Test
  void caseFoldingGoesBeyondAscii() {
    assertThat(matches("(?i)straße-é", "STRAßE-É")).isTrue();
  }

  @Test
  void groupsAreNamedInBothForms() {
    assertThat(group("(?P<first_1>a)(b)(?<third>c)", "abc", "first_1")).isEqualTo("a");
    assertThat(group("(?P<first_1>a)(b)(?<third>c)", "abc", "third")).isEqualTo("c");
  }

  @Test
  void numbersCountCapturingGroupsOnly() {
    String regex = "(?:x)(?i:y)\\((?P<n>z)[(](\\Q(\\E)";
    assertThat(group(regex, "xY(z((", "n")).isEqualTo("z");
    assertThat(requireNonNull(AnchoredRegex.compile(regex).match("xY(z((")).group(2))
        .isEqualTo("(");
  }

  @Test
  void posixClassesWork() {
    assertThat(matches("[[:alpha:]_]+", "aZ_")).isTrue();
    assertThat(matches("[[:alpha:]]+", ":")).isFalse();
    assertThat(matches("[^[:digit:]]", "1")).isFalse();
    assertThat(matches("[[:^digit:]]", "a")).isTrue();
    assertThat(matches("[[:^word:]]", "_")).isFalse();
  }

  @Test
  void bracketsAndAmpersandsInClassesAreLiteral() {
    assertThat(matches("[a[b]", "[")).isTrue();
    assertThat(matches("[a&&b]", "a")).isTrue();
    assertThat(matches("[]a]+", "]a")).isTrue();
    assertThat(matches("[^]a]", "]")).isFalse();
  }

  @Test
  void braceThatIsNoRepetitionIsLiteral() {
    assertThat(matches("/users/{id}", "/users/{id}")).isTrue();
    assertThat(matches("a{,2}", "a{,2}")).isTrue();
    assertThat(matches("a{2}b{1,}c{0,1}", "aabb")).isTrue();
    assertThat(matches("\\x{61}", "a")).isTrue();
  }

  @Test
  void spacesHaveNoVerticalTab() {
    assertThat(matches("\\s", "\u000B")).isFalse();
    assertThat(matches("[\\s]", "\t")).isTrue();
    assertThat(matches("[\\S]", "\u000B")).isTrue();
    assertThat(matches("\\v", "\u000B")).isTrue();
    assertThat(matches("\\v", "\n")).isFalse();
  }

  @Test
  void wordsHaveAsciiLettersOnly() {
    assertThat(matches("a\\b.", "a\u00E9")).isTrue();
    assertThat(matches("a\\B.", "ab")).isTrue();
    assertThat(matches("\\b.", "\u00E9")).isFalse();
  }

  @Test
  void scriptsAndCategoriesAreKnown() {
    assertThat(matches("\\p{Greek}\\pL\\p{Lu}\\P{Greek}", "\u03B1aBc")).isTrue();
    assertThat(matches("[\\p{Greek}x]+", "\u03B1x")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[a",
        "*",
        "a)",
        "\\",
        "(?P<a>x)(?P<a>y)",
        "[[:nope:]]",
        "(?U)a*",
        "(?x)a",
        "(a)\\1",
        "\\12",
        "\\p{Nope}",
        "x{2,1}",
        "(?P<a-b>x)"
      })
  void invalidExpressionIsRefused(String regex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnchoredRegex.compile(regex))
        .withMessageStartingWith("regex is not valid: regex=" + regex + ", problem=");
  }

  @Test
  void endlessNestingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnchoredRegex.compile("(".repeat(100_000) + ")".repeat(100_000)))
        .withMessageStartingWith("regex is not valid: ");
  }

  private static boolean matches(String regex, String text) {
    return AnchoredRegex.compile(regex).matches(text);
  }

  private static String group(String regex, String text, String name) {
    AnchoredRegex compiled = AnchoredRegex.compile(regex);
    return requireNonNull(compiled.match(text)).group(compiled.groupNumber(name));
  }
}
