/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.util.Collections.max;
import static java.util.Collections.min;

import java.util.ArrayList;
import java.util.List;

/** The characters that a screen can show beyond letters. */
enum Glyphs {
  UNICODE("▁▂▃▄▅▆▇█", "─", "…"),
  /** Without curves and bars: there are no letters for them. */
  ASCII("", "-", "~");

  private final String levels;
  private final String line;
  private final String ellipsis;

  Glyphs(String levels, String line, String ellipsis) {
    this.levels = levels;
    this.line = line;
    this.ellipsis = ellipsis;
  }

  /** Returns a curve from the lowest of the values to the highest. */
  String curve(List<Double> values, int width) {
    List<Double> latest = values.subList(Math.max(0, values.size() - width), values.size());
    return latest.isEmpty() ? "" : draw(latest, min(latest), max(latest));
  }

  /** Returns bars from 0 to the highest of the values, neighbours added up where they don't fit. */
  String bars(List<Double> values, int width) {
    if (values.isEmpty()) {
      return "";
    }
    int perBar = (values.size() + width - 1) / width;
    List<Double> bars = new ArrayList<>();
    for (int i = 0; i < values.size(); i += perBar) {
      List<Double> group = values.subList(i, Math.min(values.size(), i + perBar));
      bars.add(group.stream().mapToDouble(Double::doubleValue).sum());
    }
    return draw(bars, 0, max(bars));
  }

  private String draw(List<Double> values, double lowest, double highest) {
    if (levels.isEmpty()) {
      return "";
    }
    double range = highest > lowest ? highest - lowest : 1;
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(levels.charAt((int) ((value - lowest) / range * (levels.length() - 1) + 0.5)));
    }
    return text.toString();
  }

  String line(int width) {
    return line.repeat(width);
  }

  /** Returns the text, its end cut off if it is wider. */
  String fit(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + ellipsis;
  }
}
