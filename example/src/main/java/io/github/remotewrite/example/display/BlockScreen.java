/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import java.io.PrintStream;
import java.time.Duration;

/** The table as text that scrolls, for logs: printed when something has arrived. */
final class BlockScreen implements Screen {
  private static final Size SIZE = new Size(120, 40);
  private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

  private final PrintStream out;
  private final Board board;
  private long printedRequests;
  private Duration notBefore = Duration.ZERO;

  BlockScreen(PrintStream out, Board board) {
    this.out = out;
    this.board = board;
  }

  @Override
  public void refresh(Duration elapsed) {
    if (board.requests() != printedRequests && elapsed.compareTo(notBefore) >= 0) {
      print(elapsed);
      notBefore = elapsed.plus(MIN_PAUSE);
    }
  }

  @Override
  public void finish(Duration elapsed) {
    if (board.requests() != printedRequests) {
      print(elapsed);
    }
  }

  private void print(Duration elapsed) {
    Arrivals arrivals = board.arrivals();
    Table.lines(arrivals, elapsed, SIZE, Glyphs.ASCII).forEach(line -> out.println(line.text()));
    out.println();
    out.flush();
    printedRequests = arrivals.requests();
  }
}
