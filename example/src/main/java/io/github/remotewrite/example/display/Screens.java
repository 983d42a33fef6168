/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import io.github.remotewrite.client.DeliveryStatistics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/** Chooses a {@link Screen}. */
public final class Screens {
  private Screens() {}

  /** Returns the table of a board, live if a person sits at a terminal that can redraw. */
  // With jdk.console=java.base, as the start script sets it, every JDK has null without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static Screen table(PrintStream out, Board board) {
    Terminal terminal = new Terminal(System.getenv());
    if (System.console() == null || !terminal.redraws()) {
      return new BlockScreen(out, board);
    }
    return new LiveScreen(out, board, terminal.glyphs(), terminal::size, LogTail.install());
  }

  /** Returns a line at each interval about what became of the samples. */
  public static Screen status(
      PrintStream out, Supplier<DeliveryStatistics> statistics, Duration interval) {
    return new StatusScreen(out, statistics, interval);
  }
}
