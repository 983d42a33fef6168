/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The table on a terminal, redrawn in place. */
final class LiveScreen implements Screen {
  private static final String CLEAR_ALL = "\u001b[2J";
  private static final String TOP_LEFT = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final Duration MIN_REDRAW = Duration.ofMillis(250);
  // For the line of the log and for the cursor.
  private static final int ROWS_RESERVED = 2;

  private final PrintStream out;
  private final Board board;
  private final Glyphs glyphs;
  private final Supplier<Size> size;
  private final LogTail log;
  private boolean drawn;
  private long drawnRequests;
  private Duration drawnAt = Duration.ZERO;

  LiveScreen(PrintStream out, Board board, Glyphs glyphs, Supplier<Size> size, LogTail log) {
    this.out = out;
    this.board = board;
    this.glyphs = glyphs;
    this.size = size;
    this.log = log;
  }

  @Override
  public void refresh(Duration elapsed) {
    boolean isNew = board.requests() != drawnRequests || elapsed.toSeconds() != drawnAt.toSeconds();
    if (!drawn || (isNew && elapsed.minus(drawnAt).compareTo(MIN_REDRAW) >= 0)) {
      draw(elapsed, log.latest());
    }
  }

  @Override
  public void finish(Duration elapsed) {
    draw(elapsed, Optional.empty());
    log.restore();
    log.lines().forEach(out::println);
    out.flush();
  }

  private void draw(Duration elapsed, Optional<String> logLine) {
    Arrivals arrivals = board.arrivals();
    Size available = size.get();
    Size forTable = new Size(available.columns(), available.rows() - ROWS_RESERVED);
    List<Line> lines = new ArrayList<>(Table.lines(arrivals, elapsed, forTable, glyphs));
    logLine.ifPresent(
        text -> lines.add(new Line(glyphs.fit(text, available.columns()), Line.Style.FAINT)));
    StringBuilder frame = new StringBuilder(drawn ? "" : CLEAR_ALL).append(TOP_LEFT);
    lines.forEach(line -> frame.append(line.coloured()).append(CLEAR_REST_OF_LINE).append('\n'));
    out.print(frame.append(CLEAR_BELOW));
    out.flush();
    drawn = true;
    drawnRequests = arrivals.requests();
    drawnAt = elapsed;
  }
}
