/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger that keeps what it was told. */
final class LogRecorder implements System.Logger {
  private final List<String> lines = new ArrayList<>();

  @Override
  public String getName() {
    return "recorder";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public synchronized void log(
      Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
    lines.add(level + " " + text);
  }

  @Override
  public synchronized void log(
      Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
    lines.add(level + " " + format);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
