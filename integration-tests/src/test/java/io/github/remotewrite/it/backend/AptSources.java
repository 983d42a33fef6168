/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the address of Debian's archive in files that others wrote. */
final class AptSources {
  private static final Pattern ONE_LINE =
      Pattern.compile("deb\\s+(?:\\[[^\\]]*\\]\\s*)?(\\S+)\\s+\\S+\\s+(.+)");
  private static final Pattern DEFAULT_MIRROR =
      Pattern.compile("^DEF_MIRROR=\"?([^\"\\s]+/debian/?)\"?\\s*$", Pattern.MULTILINE);

  private AptSources() {}

  /** The first URI of a file of apt's sources that serves the main component of Debian itself. */
  static Optional<String> debianMirror(String fileName, String text) {
    return fileName.endsWith(".sources") ? inStanzas(text) : inLines(text);
  }

  /** The mirror that the script {@code debootstrap} takes if it is told none. */
  static Optional<String> debootstrapMirror(String script) {
    Matcher matcher = DEFAULT_MIRROR.matcher(script);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> inLines(String text) {
    for (String line : withoutComments(text).split("\n", -1)) {
      Matcher matcher = ONE_LINE.matcher(line.strip());
      if (matcher.matches() && isDebian(matcher.group(1), words(matcher.group(2)))) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /** The deb822 format: fields that go on in indented lines, in stanzas between empty lines. */
  private static Optional<String> inStanzas(String text) {
    for (String stanza : withoutComments(text).split("\n\\s*\n", -1)) {
      Map<String, String> fields = new HashMap<>();
      for (String field : stanza.replaceAll("\n[ \t]+", " ").split("\n", -1)) {
        int colon = field.indexOf(':');
        if (colon > 0) {
          fields.put(
              field.substring(0, colon).strip().toLowerCase(Locale.ROOT),
              field.substring(colon + 1));
        }
      }
      if (fields.getOrDefault("enabled", "yes").strip().equals("no")
          || !words(fields.getOrDefault("types", "")).contains("deb")) {
        continue;
      }
      for (String uri : words(fields.getOrDefault("uris", ""))) {
        if (isDebian(uri, words(fields.getOrDefault("components", "")))) {
          return Optional.of(uri);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * By the path, since a mirror's host may have any name. Others' archives for Debian rarely have a
   * "main".
   */
  private static boolean isDebian(String uri, List<String> components) {
    return uri.matches("https?://.*/debian/?") && components.contains("main");
  }

  private static String withoutComments(String text) {
    return text.lines().filter(line -> !line.startsWith("#")).collect(joining("\n"));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.strip().split("\\s+", -1));
  }
}
