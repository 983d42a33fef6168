/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one kind under their own headings. The first two cells of a row, metric and labels, are
 * text; the others are numbers and stand on the right, except for a picture in the last one.
 */
record Section(List<String> headings, List<List<String>> rows) {
  private static final int TEXTS = 2;
  private static final String GAP = "  ";

  Section {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns how wide a column must be to show all of it. */
  int width(int column) {
    int width = isEmpty(column) ? 0 : headings.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  /** Returns how wide everything behind the texts is, with the gaps before it. */
  int numbersWidth() {
    int width = 0;
    for (int column = TEXTS; column < headings.size(); column++) {
      width += isEmpty(column) ? 0 : GAP.length() + width(column);
    }
    return width;
  }

  private boolean isEmpty(int column) {
    return rows.stream().allMatch(row -> row.get(column).isEmpty());
  }

  String heading(int metricWidth, int labelsWidth, Glyphs glyphs) {
    return line(headings, metricWidth, labelsWidth, glyphs);
  }

  List<String> lines(int metricWidth, int labelsWidth, Glyphs glyphs) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, metricWidth, labelsWidth, glyphs));
    }
    return lines;
  }

  private String line(List<String> cells, int metricWidth, int labelsWidth, Glyphs glyphs) {
    StringBuilder line = new StringBuilder();
    line.append(left(glyphs.fit(cells.get(0), metricWidth), metricWidth));
    if (labelsWidth > 0) {
      line.append(GAP).append(left(glyphs.fit(cells.get(1), labelsWidth), labelsWidth));
    }
    int last = headings.size() - 1;
    for (int column = TEXTS; column <= last; column++) {
      if (!isEmpty(column)) {
        String cell = cells.get(column);
        line.append(GAP).append(column < last ? right(cell, width(column)) : cell);
      }
    }
    return line.toString().stripTrailing();
  }

  private static String left(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String right(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }
}
