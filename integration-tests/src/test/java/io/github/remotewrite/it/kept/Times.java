/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import java.time.Instant;

/** The times of exports: one each second for less than half an hour, and in the last hour. */
record Times(long firstMillis, long lastMillis) {
  static final long STEP_MILLIS = 1_000;
  // How long the fourth byte of a varint stays: three times 7 bits come before it.
  private static final long FOURTH_BYTE_MILLIS = 1L << (3 * 7);

  /**
   * Whole seconds, which a subquery with this step meets. In their middle the fourth byte of the
   * varint changes, which is the highest one that does in a time that Prometheus accepts.
   */
  static Times aroundFourthByte(int exports) {
    long half = exports / 2 * STEP_MILLIS;
    long newest = Instant.now().toEpochMilli() - half - STEP_MILLIS;
    long change = newest - newest % FOURTH_BYTE_MILLIS;
    long middle = change - change % STEP_MILLIS;
    return new Times(middle - half, middle + half - STEP_MILLIS);
  }

  /** How many milliseconds a range up to the last one has to have to begin with the first one. */
  long rangeMillis() {
    return lastMillis - firstMillis + STEP_MILLIS;
  }

  Instant last() {
    return Instant.ofEpochMilli(lastMillis);
  }

  /** When nothing has been exported yet. */
  Instant before() {
    return Instant.ofEpochMilli(firstMillis - STEP_MILLIS);
  }

  /** When everything has been exported. */
  Instant after() {
    return Instant.ofEpochMilli(lastMillis + STEP_MILLIS);
  }
}
