/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What the client tells the log, kept instead of printed while this is open. */
final class ClientLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger(RemoteWriteClient.class.getName());
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();

  private ClientLog() {}

  static ClientLog open() {
    ClientLog log = new ClientLog();
    log.logger.addHandler(log);
    log.logger.setUseParentHandlers(false);
    return log;
  }

  /** Returns a latch that opens when a message begins like this. */
  CountDownLatch latchOn(String beginning) {
    CountDownLatch latch = new CountDownLatch(1);
    latches.put(beginning, latch);
    return latch;
  }

  /** Returns each message, its level first. */
  List<String> lines() {
    return records.stream().map(entry -> entry.getLevel() + " " + entry.getMessage()).toList();
  }

  /** Returns everything a formatter could print: the messages and all exceptions. */
  String everything() {
    StringBuilder text = new StringBuilder();
    for (LogRecord entry : records) {
      text.append(entry.getMessage()).append('\n');
      Stream.iterate(entry.getThrown(), error -> error != null, Throwable::getCause)
          .forEach(error -> text.append(error).append('\n'));
    }
    return text.toString();
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
      records.add(entry);
      latches.forEach(
          (beginning, latch) -> {
            if (entry.getMessage().startsWith(beginning)) {
              latch.countDown();
            }
          });
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
