/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Rows of one kind under their headings: name, labels, numbers and a picture.
 *
 * <p>Where they are too wide, the names of the labels go first, then the picture, then the end of
 * labels and names.
 *
 * @param headings of the name, the labels, each number, and the picture
 */
record Section(List<String> headings, List<Entry> entries) {
  private static final String GAP = "  ";
  private static final int MIN_TEXT_WIDTH = 12;

  Section {
    headings = List.copyOf(headings);
    entries = List.copyOf(entries);
  }

  /**
   * A row.
   *
   * @param name empty if the row above has the same
   */
  record Entry(
      String name, SortedMap<String, String> labels, List<String> numbers, String picture) {}

  int nameWidth() {
    return entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
  }

  /** Returns the headings and the rows, no wider than this, and names as wide if possible. */
  List<String> lines(int width, int nameWidth, Glyphs glyphs) {
    boolean pictures = entries.stream().anyMatch(entry -> !entry.picture().isEmpty());
    List<String> labels = entries.stream().map(entry -> withNames(entry.labels())).toList();
    if (width(nameWidth, labels, pictures) > width) {
      labels = entries.stream().map(entry -> String.join(", ", entry.labels().values())).toList();
    }
    pictures &= width(nameWidth, labels, pictures) <= width;
    int spare = width - width(0, labels, pictures) + labelsWidth(labels);
    int labelsWidth = Math.min(labelsWidth(labels), Math.max(MIN_TEXT_WIDTH, spare - nameWidth));
    int name = Math.min(nameWidth, Math.max(MIN_TEXT_WIDTH, spare - labelsWidth));
    List<String> lines = new ArrayList<>();
    for (int row = -1; row < entries.size(); row++) {
      StringBuilder line = new StringBuilder();
      line.append(left(glyphs.fit(cell(0, row), name), name));
      if (labelsWidth > 0) {
        String text = row < 0 ? headings.get(1) : labels.get(row);
        line.append(GAP).append(left(glyphs.fit(text, labelsWidth), labelsWidth));
      }
      for (int column = 0; column < numbers(); column++) {
        line.append(GAP).append(right(cell(2 + column, row), numberWidth(column)));
      }
      line.append(pictures ? GAP + cell(2 + numbers(), row) : "");
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String withNames(SortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(joining(", "));
  }

  private int width(int nameWidth, List<String> labels, boolean pictures) {
    int width = nameWidth;
    width += labelsWidth(labels) > 0 ? GAP.length() + labelsWidth(labels) : 0;
    for (int column = 0; column < numbers(); column++) {
      width += GAP.length() + numberWidth(column);
    }
    return pictures ? width + GAP.length() + pictureWidth() : width;
  }

  /** Returns the width of the labels, 0 if no row has any. */
  private int labelsWidth(List<String> labels) {
    int widest = labels.stream().mapToInt(String::length).max().orElse(0);
    return widest == 0 ? 0 : Math.max(widest, headings.get(1).length());
  }

  private int numbers() {
    return headings.size() - 3;
  }

  private int numberWidth(int column) {
    return entries.stream()
        .mapToInt(entry -> entry.numbers().get(column).length())
        .reduce(headings.get(2 + column).length(), Math::max);
  }

  private int pictureWidth() {
    return entries.stream()
        .mapToInt(entry -> entry.picture().length())
        .reduce(headings.get(2 + numbers()).length(), Math::max);
  }

  /** Returns a cell other than the labels, a heading if the row is negative. */
  private String cell(int column, int row) {
    if (row < 0) {
      return headings.get(column);
    }
    Entry entry = entries.get(row);
    if (column == 0) {
      return entry.name();
    }
    return column < 2 + numbers() ? entry.numbers().get(column - 2) : entry.picture();
  }

  private static String left(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String right(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }
}
