/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import java.util.Random;

/** The distributions that a shop's numbers follow. Equal seeds give equal numbers. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  /** Returns how many events happen where this many are expected (Poisson, Knuth's algorithm). */
  int events(double expected) {
    double limit = Math.exp(-expected);
    int events = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      events++;
    }
    return events;
  }

  /** Returns a value with a long tail upwards, such as a duration (log-normal). */
  double longTail(double median) {
    return median * Math.exp(0.6 * random.nextGaussian());
  }

  /** Returns a value around a mean. */
  double around(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns one of the values, earlier ones more often. */
  <T> T oneOf(T[] values) {
    int index = (int) (values.length * Math.pow(random.nextDouble(), 1.5));
    return values[index];
  }

  long upTo(long bound) {
    return (long) (bound * random.nextDouble());
  }
}
