/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.BucketsBuffer;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.util.Arrays;
import java.util.Random;

/** A native histogram that counts, begins anew with another resolution, and is missing at times. */
final class RandomNativeHistogram {
  private static final int FIRST_INDEX = -6;
  private static final int INDEXES = 20;
  // The bounds of these are powers of two, and so exact doubles.
  private static final int COARSEST_SCHEMA = -2;

  private final Random random;
  private final Series series;
  private final long[] positive = new long[INDEXES];
  private final long[] negative = new long[INDEXES];
  private int schema;
  private long zeroCount;
  private double sum;

  RandomNativeHistogram(Random random, int number) {
    this.random = random;
    this.series =
        Series.of(Labels.of(Labels.METRIC_NAME, "native", "number", Integer.toString(number)));
  }

  void advance() {
    if (random.nextInt(200) == 0) {
      Arrays.fill(positive, 0);
      Arrays.fill(negative, 0);
      zeroCount = 0;
      sum = 0;
      schema = -random.nextInt(1 - COARSEST_SCHEMA);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      positive[random.nextInt(INDEXES)] += random.nextInt(1_000);
      negative[random.nextInt(INDEXES)] += random.nextInt(3);
    }
    zeroCount += random.nextInt(2);
    sum += random.nextGaussian();
  }

  /** Adds it as it is now, mostly. */
  void addTo(Batch batch, HistogramBuffer histogram, long timestampMillis) {
    int way = random.nextInt(20);
    if (way == 0) {
      return;
    }
    if (way == 1) {
      histogram.resetToStaleMarker(timestampMillis);
    } else {
      histogram.reset(timestampMillis, 1, schema);
      long count =
          zeroCount + add(positive, histogram.positive()) + add(negative, histogram.negative());
      histogram.setTotals(count, sum, zeroCount, 0x1p-100);
    }
    batch.add(series, histogram);
  }

  private static long add(long[] counts, BucketsBuffer buckets) {
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      buckets.add(FIRST_INDEX + i, counts[i]);
      count += counts[i];
    }
    return count;
  }
}
