/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One data point, a number or a classic histogram, whose values mostly move a little.
 *
 * <p>Each of its series has another value, so that a value in another one's place is seen.
 */
final class RandomInstrument {
  // Those that a request has no room for if it was laid out for others, and their neighbours.
  private static final double[] ODD = {
    Double.NaN,
    Double.longBitsToDouble(0x7FF0_0000_0000_0002L), // A stale marker, if it were sent as it is.
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -1,
    0.1,
    (1 << 13) - 1,
    1 << 13,
    (1 << 21) - 1,
    1 << 21,
    1L << 53
  };
  private static final double LARGEST_THAT_COUNTS = 1e15;
  private static final int MAX_BUCKETS = 20;
  private static final int METRICS = 7;

  private final Random random;
  private final int number;
  private final Course course;
  private final boolean hasStart;
  private final double scale;
  private boolean exemplars;
  private long startTimestampMillis = 1;
  private double total;
  private SeriesGroup group;

  /** How the values go on. */
  private enum Course {
    STANDING,
    COUNTING,
    GROWING,
    JUMPING
  }

  RandomInstrument(Random random, int number) {
    this.random = random;
    this.number = number;
    course = Course.values()[random.nextInt(Course.values().length)];
    hasStart = random.nextBoolean();
    scale = Math.pow(10, random.nextInt(12) - 2);
    group = newGroup(number, random.nextInt(3) == 0 ? 17 : 1);
  }

  SeriesGroup group() {
    return group;
  }

  boolean hasExemplars() {
    return exemplars;
  }

  /** Gives it more or fewer buckets, and returns the group that it had. */
  SeriesGroup changeLayout() {
    SeriesGroup old = group;
    group = newGroup(number, 1 + random.nextInt(MAX_BUCKETS));
    return old;
  }

  /** Returns this after it was gone: its group is what it was, or only equal to that. */
  RandomInstrument returned() {
    if (random.nextBoolean()) {
      group = newGroup(number, group.series().size());
    }
    return this;
  }

  private static SeriesGroup newGroup(int number, int size) {
    String family = "metric_" + number % METRICS;
    Metadata metadata =
        new Metadata(Metadata.Type.of(number % 4), family, "help" + number % 3, "s");
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Labels.Builder labels =
          Labels.builder()
              .add(Labels.METRIC_NAME, family + (i == 0 ? "_sum" : "_bucket"))
              .add("job", "shop")
              .add("route", "/größe/" + number);
      if (i > 0) {
        labels.add("le", Integer.toString(i));
      }
      series.add(number % 5 == 0 ? Series.of(labels.build()) : Series.of(labels.build(), metadata));
    }
    return SeriesGroup.of(series);
  }

  void advance(boolean calm, long timestampMillis) {
    total = next();
    if (happens(calm ? 400 : 40)) {
      total = ODD[random.nextInt(ODD.length)];
    } else if (!(Math.abs(total) < LARGEST_THAT_COUNTS) && happens(20)) {
      total = 0; // Also if it is no number; it has stayed for a while.
    }
    if (happens(calm ? 2_000 : 100)) {
      total = 0;
      startTimestampMillis = timestampMillis - 1;
    }
    if (number % 9 == 0 && happens(calm ? 1_000 : 50)) {
      exemplars = !exemplars;
    }
  }

  private boolean happens(int onceIn) {
    return random.nextInt(onceIn) == 0;
  }

  private double next() {
    return switch (course) {
      case STANDING -> total;
      case COUNTING -> total + Math.floor(scale * random.nextDouble());
      case GROWING -> Math.floor(total * 1.05) + 1;
      case JUMPING -> Double.isFinite(total) ? scale * random.nextGaussian() : total;
    };
  }

  double value(int index) {
    return index == 0 ? total : total + index; // A sum has not all bits of a NaN.
  }

  SampleBuffer fill(SampleBuffer samples, long timestampMillis) {
    int size = group.series().size();
    samples.reset(size, timestampMillis, hasStart ? startTimestampMillis : 0);
    for (int i = 0; i < size; i++) {
      samples.setValue(i, value(i));
    }
    return samples;
  }

  SampleBuffer fillWithExemplar(SampleBuffer samples, long timestampMillis) {
    fill(samples, timestampMillis)
        .addExemplar(
            random.nextInt(group.series().size()),
            new Exemplar(Labels.of("trace_id", "t" + timestampMillis), 1.5, timestampMillis - 7));
    return samples;
  }
}
