/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

/** A line of the table. */
record Line(String text, Style style) {
  enum Style {
    PLAIN(""),
    TITLE("\u001b[1;36m"),
    HEADING("\u001b[1m"),
    FAINT("\u001b[2m"),
    ALERT("\u001b[1;31m");

    private final String escape;

    Style(String escape) {
      this.escape = escape;
    }
  }

  static Line plain(String text) {
    return new Line(text, Style.PLAIN);
  }

  /** Returns the line as a terminal colours it. */
  String coloured() {
    return style == Style.PLAIN ? text : style.escape + text + "\u001b[0m";
  }
}
