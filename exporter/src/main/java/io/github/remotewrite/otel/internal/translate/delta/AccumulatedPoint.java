/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.PointData;

/** A total and the time it spans; what is added up is the matter of each kind of point. */
abstract class AccumulatedPoint<P extends PointData> implements PointData {
  private final Attributes attributes;
  private boolean begun;
  private long startEpochNanos;
  private long epochNanos;

  AccumulatedPoint(Attributes attributes) {
    this.attributes = attributes;
  }

  /** Adds a delta, unless it is old or broken. */
  final DeltaOutcome add(P delta) {
    long end = delta.getEpochNanos();
    if (begun && end <= epochNanos) {
      return DeltaOutcome.OLD;
    }
    Fit fit = fit(delta);
    if (fit == Fit.BROKEN) {
      return DeltaOutcome.BROKEN;
    }
    if (!begun || fit == Fit.BEGINS_ANEW) {
      begin(delta);
      // A clock that was set back within the interval made its start the later one.
      long start = Math.min(delta.getStartEpochNanos(), end);
      // A reset is seen by a start that isn't before the last sample.
      startEpochNanos = begun ? Math.max(start, epochNanos) : start;
      begun = true;
    }
    plus(delta);
    epochNanos = end;
    return DeltaOutcome.ADDED;
  }

  /** Returns whether the delta can be added, without changing the total. */
  abstract Fit fit(P delta);

  /** Sets the total to nothing, in the layout of this delta, which fits. */
  abstract void begin(P delta);

  /** Adds a delta that fits, and replaces the exemplars by its own. */
  abstract void plus(P delta);

  /** Returns this total in its own type. */
  abstract P asPoint();

  @Override
  public final Attributes getAttributes() {
    return attributes;
  }

  @Override
  public final long getStartEpochNanos() {
    return startEpochNanos;
  }

  @Override
  public final long getEpochNanos() {
    return epochNanos;
  }

  /** How a delta and a total go together. */
  enum Fit {
    CONTINUES,
    BEGINS_ANEW,
    BROKEN
  }
}
