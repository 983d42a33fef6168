/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The latest lines of the log, kept from tearing a table that is redrawn in place. */
final class LogTail extends Handler {
  private static final int MAX_LINES = 20;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Logger root = Logger.getLogger("");
  private final List<Handler> replaced = List.of(root.getHandlers());

  private LogTail() {
    setFormatter(new SimpleFormatter());
    setLevel(Level.INFO);
  }

  /** Takes the place of the log's handlers. */
  static LogTail install() {
    LogTail tail = new LogTail();
    tail.replaced.forEach(tail.root::removeHandler);
    tail.root.addHandler(tail);
    return tail;
  }

  /** Gives its place back. */
  void restore() {
    root.removeHandler(this);
    replaced.forEach(root::addHandler);
  }

  @Override
  public synchronized void publish(LogRecord logRecord) {
    if (isLoggable(logRecord)) {
      lines.add(logRecord.getLevel() + ": " + getFormatter().formatMessage(logRecord));
      if (lines.size() > MAX_LINES) {
        lines.remove();
      }
    }
  }

  synchronized Optional<String> latest() {
    return Optional.ofNullable(lines.peekLast());
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
