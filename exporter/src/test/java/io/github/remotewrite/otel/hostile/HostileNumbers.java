/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import java.util.SplittableRandom;

/** Numbers at the ends of their ranges, and beyond what adds up. */
final class HostileNumbers {
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1e-7,
    1e21,
    1.0 / 3,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    0x1p53
  };
  // Another NaN, and the one that ends a series.
  private static final long[] NAN_BITS = {0x7FF8_0000_DEAD_BEEFL, 0x7FF0_0000_0000_0002L};
  private static final long[] LONGS = {
    0, 1, -1, 2, 1000, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, Integer.MAX_VALUE
  };
  private static final int[] OFFSETS = {
    0, -1, 1, -160, 160, -5000, 5000, 1 << 20, -(1 << 20), Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private final SplittableRandom random;

  HostileNumbers(SplittableRandom random) {
    this.random = random;
  }

  double anyDouble() {
    int choice = random.nextInt(DOUBLES.length + NAN_BITS.length + 20);
    if (choice < DOUBLES.length) {
      return DOUBLES[choice];
    }
    choice -= DOUBLES.length;
    return choice < NAN_BITS.length
        ? Double.longBitsToDouble(NAN_BITS[choice])
        : random.nextDouble(-1000, 1000);
  }

  long anyLong() {
    int choice = random.nextInt(2 * LONGS.length);
    return choice < LONGS.length ? LONGS[choice] : random.nextLong(1_000_000);
  }

  /** Returns a count: mostly small or none, seldom one that can't be or can't be added to. */
  long count() {
    int choice = random.nextInt(300);
    if (choice < 2) {
      return choice == 0 ? -1 : Long.MAX_VALUE;
    }
    return choice < 120 ? 0 : random.nextLong(100);
  }

  /** Returns a scale: mostly one of the SDK's, seldom any other. */
  int scale() {
    int choice = random.nextInt(200);
    if (choice < 2) {
      return choice == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return random.nextInt(-10, 21);
  }

  int offset() {
    return random.nextInt(3) > 0
        ? random.nextInt(-300, 300)
        : OFFSETS[random.nextInt(OFFSETS.length)];
  }
}
