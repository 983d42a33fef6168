/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known about the terminal a person sits at. */
final class Terminal {
  private static final Pattern ROWS_COLUMNS = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
  private static final int TIMEOUT_SECONDS = 1;

  private final Map<String, String> environment;

  Terminal(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  boolean redraws() {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Returns what its character set can show; the first variable that is set decides, as in C. */
  Glyphs glyphs() {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("")
            .toUpperCase(Locale.ROOT);
    return locale.contains("UTF-8") || locale.contains("UTF8") ? Glyphs.UNICODE : Glyphs.ASCII;
  }

  /** Returns its size now, if the system tells, or else what the environment says. */
  Size size() {
    return parse(stty())
        .or(
            () ->
                parse(
                    environment.getOrDefault("LINES", "")
                        + " "
                        + environment.getOrDefault("COLUMNS", "")))
        .orElse(Size.DEFAULT);
  }

  /** Reads rows and columns, which a terminal that doesn't know them says to be 0. */
  static Optional<Size> parse(String rowsColumns) {
    Matcher matcher = ROWS_COLUMNS.matcher(rowsColumns);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    return rows == 0 || columns == 0 ? Optional.empty() : Optional.of(Size.atLeast(columns, rows));
  }

  private static String stty() {
    try {
      Process process =
          new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      try {
        return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            ? new String(process.getInputStream().readAllBytes(), UTF_8)
            : "";
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      return ""; // There is no such command, or no terminal.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
