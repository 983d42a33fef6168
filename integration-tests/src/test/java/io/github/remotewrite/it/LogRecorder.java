/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What our own code logs, instead of on the console; until it is closed. */
final class LogRecorder extends Handler implements AutoCloseable {
  // Held, because the log manager holds loggers only weakly.
  private final Logger logger = Logger.getLogger("io.github.remotewrite");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  static LogRecorder start() {
    LogRecorder recorder = new LogRecorder();
    recorder.logger.addHandler(recorder);
    recorder.logger.setUseParentHandlers(false);
    return recorder;
  }

  private LogRecorder() {}

  /** The messages of this level so far. */
  List<String> messages(Level level) {
    return records.stream()
        .filter(entry -> entry.getLevel().equals(level))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void publish(LogRecord entry) {
    records.add(entry);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
