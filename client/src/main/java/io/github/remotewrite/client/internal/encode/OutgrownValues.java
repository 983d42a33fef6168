/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

/** The values of a group for which there was no room in a kept request. Not thread-safe. */
final class OutgrownValues {
  // A bit for each value, the last one for all that follow it.
  private long all;
  private long fractions;

  void add(int index, double value) {
    all |= bit(index);
    if (value != Math.rint(value)) {
      fractions |= bit(index);
    }
  }

  boolean has(int index) {
    return (all & bit(index)) != 0;
  }

  /** Returns whether a value was no whole number. */
  boolean mayBeFraction(int index) {
    return (fractions & bit(index)) != 0;
  }

  private static long bit(int index) {
    return 1L << Math.min(index, Long.SIZE - 1);
  }
}
