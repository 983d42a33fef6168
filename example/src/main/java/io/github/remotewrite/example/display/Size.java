/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

/** How many characters fit in a line, and how many lines on a screen. */
record Size(int columns, int rows) {
  static final Size DEFAULT = new Size(100, 40);

  private static final int MIN_COLUMNS = 40;
  private static final int MIN_ROWS = 8;

  /** Returns the size, or the least that something can be shown on. */
  static Size atLeast(int columns, int rows) {
    return new Size(Math.max(columns, MIN_COLUMNS), Math.max(rows, MIN_ROWS));
  }
}
