/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.otel.internal.translate.PointKind.SeriesShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The series of a classic histogram, in their order: sum, count, a bucket a bound, infinity.
 *
 * <p>Points that follow each other mostly have one array of bounds, so what was made of it last is
 * kept. Not thread-safe.
 */
final class ClassicBuckets {
  static final int FIRST_BUCKET = 2;

  private static final String BOUND_LABEL = "le";
  private static final int SUM = 0;
  private static final int COUNT = 1;

  private final DoubleFunction<String> numberText;
  private double[] lastBounds = {};
  private List<SeriesShape> lastSeries = List.of();

  ClassicBuckets(DoubleFunction<String> numberText) {
    this.numberText = numberText;
  }

  /** Returns the series; the bounds must stay as they are. */
  @SuppressWarnings("ReferenceEquality") // A shortcut to what comparing all bounds would say.
  List<SeriesShape> series(double[] bounds) {
    if (bounds != lastBounds) {
      lastSeries = make(bounds);
      lastBounds = bounds;
    }
    return lastSeries;
  }

  private List<SeriesShape> make(double[] bounds) {
    List<SeriesShape> series = new ArrayList<>(FIRST_BUCKET + bounds.length + 1);
    series.add(SeriesShape.named("_sum"));
    series.add(SeriesShape.named("_count"));
    for (double bound : bounds) {
      series.add(new SeriesShape("_bucket", BOUND_LABEL, numberText.apply(bound)));
    }
    series.add(new SeriesShape("_bucket", BOUND_LABEL, "+Inf"));
    return List.copyOf(series);
  }

  /** Sets what is not in a bucket with a bound. */
  static void setTotals(SampleBuffer samples, int bounds, double sum, long count) {
    samples.setValue(SUM, sum);
    samples.setValue(COUNT, (double) count);
    samples.setValue(FIRST_BUCKET + bounds, (double) count);
  }

  /** Returns the place of the bucket that a value is counted in. */
  static int place(double value, double[] bounds) {
    int bucket = 0;
    // Written so that NaN, which is not above any bound, goes to infinity like the SDK has it.
    while (bucket < bounds.length && !(value <= bounds[bucket])) {
      bucket++;
    }
    return FIRST_BUCKET + bucket;
  }
}
