/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references to groups of a regular expression: what Go's {@code Regexp.Expand} takes.
 *
 * <p>A reference is <code>$name</code>, with a name as long as possible, or <code>${name}</code>. A
 * name of digits alone and without a leading zero is a number. References to groups that don't
 * exist are empty, {@code $$} is a dollar, and so is a dollar that starts no reference.
 */
final class ReplacementTemplate {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\$|([\\p{L}\\p{Nd}_]++)|\\{([\\p{L}\\p{Nd}_]++)})");

  // Go stops counting at 1e8, and no expression has as many groups.
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,7}");

  private final List<Part> parts;

  private ReplacementTemplate(List<Part> parts) {
    this.parts = parts;
  }

  /** Returns the template; names refer to groups of the expression. */
  static ReplacementTemplate parse(String template, AnchoredRegex regex) {
    List<Part> parts = new ArrayList<>();
    Matcher reference = REFERENCE.matcher(template);
    int literalStart = 0;
    while (reference.find()) {
      String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
      // The first dollar of two ends the literal before it.
      int literalEnd = name != null ? reference.start() : reference.start() + 1;
      parts.add(new Literal(template.substring(literalStart, literalEnd)));
      if (name != null) {
        parts.add(new Group(groupNumber(name, regex)));
      }
      literalStart = reference.end();
    }
    parts.add(new Literal(template.substring(literalStart)));
    return new ReplacementTemplate(List.copyOf(parts));
  }

  private static int groupNumber(String name, AnchoredRegex regex) {
    return NUMBER.matcher(name).matches() ? Integer.parseInt(name) : regex.groupNumber(name);
  }

  String expand(RegexMatch match) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.expand(match));
    }
    return text.toString();
  }

  private interface Part {
    String expand(RegexMatch match);
  }

  private record Literal(String text) implements Part {
    @Override
    public String expand(RegexMatch match) {
      return text;
    }
  }

  private record Group(int number) implements Part {
    @Override
    public String expand(RegexMatch match) {
      return match.group(number);
    }
  }
}
