/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

/**
 * How often something is collected, told from the times at which it was.
 *
 * <p>A point counts as missed only when a second collection in a row came without it, because a
 * reader may split one collection into several exports, and two readers may share an exporter.
 */
final class Rhythm {
  private long latestMillis = Long.MIN_VALUE;
  private long intervalMillis;

  void at(long timestampMillis) {
    if (latestMillis == Long.MIN_VALUE) {
      latestMillis = timestampMillis;
    } else if (timestampMillis > latestMillis) {
      intervalMillis = timestampMillis - latestMillis;
      latestMillis = timestampMillis;
    }
  }

  /**
   * Returns the time before which something was last seen that has been missed by now; the lowest
   * long while the rhythm is not known.
   *
   * @param collectedMillis when the latest collection of anything was
   */
  long missedSince(long collectedMillis) {
    return intervalMillis == 0
        ? Long.MIN_VALUE
        : collectedMillis - intervalMillis - intervalMillis / 2;
  }
}
