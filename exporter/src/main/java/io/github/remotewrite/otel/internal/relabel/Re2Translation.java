/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of RE2 in the syntax of {@link Pattern}.
 *
 * <p>Most is the same in both; what is not:
 *
 * <table>
 *   <caption>Translations</caption>
 *   <tr><th>RE2</th><th>Java</th><th>because in Java</th></tr>
 *   <tr><td>{@code (?P<a_b>…)}, {@code (?<a_b>…)}</td><td>{@code (…)}</td>
 *       <td>names have no underscores; {@link #groupNumbers} knows them</td></tr>
 *   <tr><td>{@code [[:alpha:]]}, {@code [[:^word:]]}</td><td>{@code [\p{Alpha}]}, {@code [\W]}</td>
 *       <td>a bracket in brackets starts a union</td></tr>
 *   <tr><td>{@code [a[b]}, {@code [a&&b]}, {@code []a]}</td>
 *       <td>{@code [a\[b]}, {@code [a\&\&b]}, {@code [\]a]}</td><td>these have a meaning</td></tr>
 *   <tr><td><code>/{id}</code></td><td><code>/\{id}</code></td><td>it is an error</td></tr>
 *   <tr><td>{@code \s}, {@code \v}</td><td>without and with {@code \x0B}</td>
 *       <td>the first has it, the second is any line end</td></tr>
 *   <tr><td>{@code \b}, {@code \B}</td><td>lookaround for {@code \w}</td>
 *       <td>until Java 19 words have letters beyond ASCII</td></tr>
 *   <tr><td>{@code \p{Greek}}</td><td>{@code \p{IsGreek}}</td><td>scripts have a prefix</td></tr>
 * </table>
 *
 * @param javaRegex the expression for {@link Pattern#compile}, which finds most errors
 * @param groupNumbers the numbers of the groups that have a name
 */
record Re2Translation(String javaRegex, Map<String, Integer> groupNumbers) {
  private static final Pattern REPETITION = Pattern.compile("\\{\\d+(?:,\\d*)?}");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<(\\w+)>");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]");
  private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)(\\w+):]");
  private static final Pattern SCRIPT = Pattern.compile("\\\\([pP])\\{(\\w{3,})}");
  private static final Pattern KNOWN_FLAGS = Pattern.compile("\\(\\?[ims-]*[:)]");
  private static final Pattern BRACED_ESCAPE = Pattern.compile("\\\\[pPx]\\{[^}]*}");
  private static final String SPACES = "\\t\\n\\f\\r ";

  private static final String WORD_BOUNDARY = "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))";
  private static final String NO_WORD_BOUNDARY = "(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))";

  // What follows the backslash; the first letter in upper case negates.
  private static final Map<String, String> POSIX_ESCAPES =
      Map.ofEntries(
          Map.entry("alnum", "p{Alnum}"),
          Map.entry("alpha", "p{Alpha}"),
          Map.entry("ascii", "p{ASCII}"),
          Map.entry("blank", "p{Blank}"),
          Map.entry("cntrl", "p{Cntrl}"),
          Map.entry("digit", "p{Digit}"),
          Map.entry("graph", "p{Graph}"),
          Map.entry("lower", "p{Lower}"),
          Map.entry("print", "p{Print}"),
          Map.entry("punct", "p{Punct}"),
          Map.entry("space", "p{Space}"),
          Map.entry("upper", "p{Upper}"),
          Map.entry("word", "w"),
          Map.entry("xdigit", "p{XDigit}"));

  static Re2Translation of(String regex) {
    Translator translator = new Translator(regex);
    translator.translate();
    return new Re2Translation(translator.java.toString(), Map.copyOf(translator.groupNumbers));
  }

  /** Reads from left to right, one construct at a time. */
  private static final class Translator {
    private final String regex;
    private final StringBuilder java;
    private final Map<String, Integer> groupNumbers = new HashMap<>();
    private int groups;
    private int position;

    Translator(String regex) {
      this.regex = regex;
      this.java = new StringBuilder(regex.length() + 16);
    }

    void translate() {
      while (position < regex.length()) {
        switch (regex.charAt(position)) {
          case '\\' -> translateEscape(false);
          case '[' -> translateClass();
          case '(' -> translateGroup();
          case '{' -> translateBrace();
          default -> copy(1);
        }
      }
    }

    private void translateEscape(boolean inClass) {
      Matcher script = at(SCRIPT);
      if (script != null) {
        replace(script.end(), "\\" + script.group(1) + "{Is" + script.group(2) + "}");
        return;
      }
      Matcher braced = at(BRACED_ESCAPE);
      if (braced != null) {
        copy(braced.end() - position);
        return;
      }
      char escaped = position + 1 < regex.length() ? regex.charAt(position + 1) : 0;
      switch (escaped) {
        case 's' -> replace(position + 2, inClass ? SPACES : "[" + SPACES + "]");
        case 'S' -> replace(position + 2, "[^" + SPACES + "]");
        case 'v' -> replace(position + 2, "\\x0B");
        case 'b', 'B' -> {
          if (inClass) {
            copy(2); // An error.
          } else {
            replace(position + 2, escaped == 'b' ? WORD_BOUNDARY : NO_WORD_BOUNDARY);
          }
        }
        case 'Q' -> {
          int end = regex.indexOf("\\E", position + 2);
          copy(end < 0 ? regex.length() - position : end + 2 - position);
        }
        case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
            throw error("Back references and octal escapes are not supported");
        default -> copy(escaped == 0 ? 1 : 2);
      }
    }

    private void translateClass() {
      copy(1);
      if (startsWith("^")) {
        copy(1);
      }
      if (startsWith("]")) {
        replace(position + 1, "\\]");
      }
      while (position < regex.length() && !startsWith("]")) {
        switch (regex.charAt(position)) {
          case '\\' -> translateEscape(true);
          case '[' -> translateBracketInClass();
          case '&' -> replace(position + 1, "\\&");
          default -> copy(1);
        }
      }
    }

    private void translateBracketInClass() {
      Matcher posix = at(POSIX_CLASS);
      if (posix == null) {
        replace(position + 1, "\\[");
        return;
      }
      String escape = POSIX_ESCAPES.get(posix.group(2));
      if (escape == null) {
        throw error("Unknown character class");
      }
      boolean negated = !posix.group(1).isEmpty();
      char kind = negated ? Character.toUpperCase(escape.charAt(0)) : escape.charAt(0);
      replace(posix.end(), "\\" + kind + escape.substring(1));
    }

    private void translateGroup() {
      Matcher named = at(NAMED_GROUP);
      Matcher flags = at(FLAGS);
      if (named != null) {
        groups++;
        if (groupNumbers.put(named.group(1), groups) != null) {
          throw error("Two groups have the same name");
        }
        replace(named.end(), "(");
      } else if (flags != null && !KNOWN_FLAGS.matcher(flags.group()).matches()) {
        throw error("Only the flags i, m and s are supported");
      } else {
        if (!startsWith("(?")) {
          groups++;
        }
        copy(1);
      }
    }

    private void translateBrace() {
      Matcher repetition = at(REPETITION);
      if (repetition != null) {
        copy(repetition.end() - position);
      } else {
        replace(position + 1, "\\{");
      }
    }

    private @Nullable Matcher at(Pattern construct) {
      Matcher matcher = construct.matcher(regex).region(position, regex.length());
      return matcher.lookingAt() ? matcher : null;
    }

    private boolean startsWith(String text) {
      return regex.startsWith(text, position);
    }

    private void copy(int length) {
      java.append(regex, position, position + length);
      position += length;
    }

    private void replace(int end, String text) {
      java.append(text);
      position = end;
    }

    private PatternSyntaxException error(String description) {
      return new PatternSyntaxException(description, regex, position);
    }
  }
}
