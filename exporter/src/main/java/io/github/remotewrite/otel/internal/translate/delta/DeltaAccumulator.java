/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The running totals of one metric whose producer hands over deltas, one for each set of
 * attributes.
 *
 * <p>A total starts where its first delta started and ends where its last one ended. It begins
 * anew, which Prometheus sees as a counter reset, when it can't go on: a sum or count overflows, a
 * sum would become NaN, or a histogram's bounds change. Not thread-safe.
 *
 * <p>There is no clock here: an end in the far future makes all that follow {@link
 * DeltaOutcome#OLD}, so the caller should let no such point in.
 *
 * @param <P> the kind of data point
 */
public final class DeltaAccumulator<P extends PointData> {
  private final int maxSeries;
  private final Function<Attributes, AccumulatedPoint<P>> newTotal;
  private final Map<Attributes, AccumulatedPoint<P>> totals = new HashMap<>();
  private DeltaOutcome outcome = DeltaOutcome.ADDED;

  /** Returns an accumulator of whole numbers; a monotonic sum takes no negative ones. */
  public static DeltaAccumulator<LongPointData> ofLongs(boolean monotonic, int maxSeries) {
    return new DeltaAccumulator<>(
        maxSeries, attributes -> new AccumulatedLong(attributes, monotonic));
  }

  /** Returns an accumulator of doubles; a monotonic sum takes no negative ones. */
  public static DeltaAccumulator<DoublePointData> ofDoubles(boolean monotonic, int maxSeries) {
    return new DeltaAccumulator<>(
        maxSeries, attributes -> new AccumulatedDouble(attributes, monotonic));
  }

  /** Returns an accumulator of histograms with explicit bounds. */
  public static DeltaAccumulator<HistogramPointData> ofHistograms(int maxSeries) {
    return new DeltaAccumulator<>(maxSeries, AccumulatedHistogram::new);
  }

  /** Returns an accumulator of exponential histograms, whose scales may differ. */
  public static DeltaAccumulator<ExponentialHistogramPointData> ofExponentialHistograms(
      int maxSeries) {
    DeltaBucketsCursor positive = new DeltaBucketsCursor();
    DeltaBucketsCursor negative = new DeltaBucketsCursor();
    return new DeltaAccumulator<>(
        maxSeries,
        attributes -> new AccumulatedExponentialHistogram(attributes, positive, negative));
  }

  private DeltaAccumulator(int maxSeries, Function<Attributes, AccumulatedPoint<P>> newTotal) {
    if (maxSeries <= 0) {
      throw new IllegalArgumentException("maxSeries must be positive: maxSeries=" + maxSeries);
    }
    this.maxSeries = maxSeries;
    this.newTotal = newTotal;
  }

  /**
   * Adds a delta to the total of its attributes.
   *
   * <p>Only its end decides whether it is new. One that begins before the last one's end is added
   * whole: starts are read from clocks that may be set back, and what two deltas count is not the
   * same event, however their intervals overlap.
   *
   * @return the total, with the delta's exemplars and without minimum and maximum; it changes with
   *     the next delta of these attributes. Null if the delta was refused, for the reason that
   *     {@link #outcome} gives
   */
  public @Nullable P add(P delta) {
    Attributes attributes = delta.getAttributes();
    AccumulatedPoint<P> total = totals.get(attributes);
    if (total != null) {
      outcome = total.add(delta);
    } else if (totals.size() >= maxSeries) {
      outcome = DeltaOutcome.LIMIT;
    } else {
      total = newTotal.apply(attributes);
      outcome = total.add(delta);
      if (outcome == DeltaOutcome.ADDED) {
        totals.put(attributes, total);
      }
    }
    return total != null && outcome == DeltaOutcome.ADDED ? total.asPoint() : null;
  }

  /** Returns what became of the delta that was handed over last. */
  public DeltaOutcome outcome() {
    return outcome;
  }

  /** Returns how many totals are kept. */
  public int size() {
    return totals.size();
  }

  /** Forgets totals that end before this time; their series would begin anew. */
  public void evictNotSeenSince(long epochNanos) {
    totals.values().removeIf(total -> total.getEpochNanos() < epochNanos);
  }
}
