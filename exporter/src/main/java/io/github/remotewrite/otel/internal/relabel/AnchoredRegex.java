/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the syntax of RE2 that matches whole texts, as Prometheus' {@code
 * ^(?s:…)$} does.
 *
 * <p>RE2 takes linear time and constant stack, Java's matcher neither, and the texts may come from
 * strangers. So a match ends after {@link #MAX_STEPS} characters read, or when the stack is full,
 * and then counts as none.
 */
public final class AnchoredRegex {
  // A value of 10 kB may be read a thousand times, which takes some 50 ms; once for each series.
  static final int MAX_STEPS = 10_000_000;

  // Line feeds are the only line ends and (?i) goes beyond ASCII, as in RE2.
  private static final int FLAGS = Pattern.DOTALL | Pattern.UNIX_LINES | Pattern.UNICODE_CASE;

  private final Pattern pattern;
  private final Re2Translation translation;

  private AnchoredRegex(Pattern pattern, Re2Translation translation) {
    this.pattern = pattern;
    this.translation = translation;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  public static AnchoredRegex compile(String regex) {
    try {
      Re2Translation translation = Re2Translation.of(regex);
      return new AnchoredRegex(Pattern.compile(translation.javaRegex(), FLAGS), translation);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "regex is not valid: regex=" + regex + ", problem=" + e.getDescription(), e);
    }
  }

  boolean matches(String text) {
    return match(text) != null;
  }

  /** Returns the match of the whole text, or null if there is none or it takes too long to find. */
  @Nullable RegexMatch match(String text) {
    try {
      Matcher matcher = pattern.matcher(new MeteredText(text));
      return matcher.matches() ? new RegexMatch(text, matcher) : null;
    } catch (OutOfStepsException | StackOverflowError e) {
      return null;
    }
  }

  /** Returns the number of the group with this name, or -1 if there is none. */
  int groupNumber(String name) {
    return translation.groupNumbers().getOrDefault(name, -1);
  }

  /** A text that can be read so many times. */
  private static final class MeteredText implements CharSequence {
    private final String text;
    private int steps;

    MeteredText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new OutOfStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Leads out of the matcher. */
  private static final class OutOfStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfStepsException() {
      super("a match took too many steps", null, false, false);
    }
  }
}
