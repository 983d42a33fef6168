/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warnings that are worth one line each, however often their cause comes back. */
final class WarnOnce {
  // Bounds memory and log where names are made up at run time.
  private static final int MAX_WARNINGS = 1_000;

  private final Logger logger;
  private final Set<Object> given = new HashSet<>();

  WarnOnce(Logger logger) {
    this.logger = logger;
  }

  /**
   * @param topic what makes the warning the same one
   */
  void warn(Object topic, String message, @Nullable Throwable cause) {
    if (given.size() < MAX_WARNINGS && given.add(topic)) {
      logger.log(Level.WARNING, message, cause);
    }
  }
}
