/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import org.jspecify.annotations.Nullable;

/**
 * A series, and what was last written to it.
 *
 * <p>However many data points end up with the same labels, there is one of these for them, so the
 * second one of an export is found out with one comparison. What only one data point has, as nearly
 * always, is looked after there, once for all series of the point.
 */
final class TrackedSeries {
  private final Series series;
  // Who has it alone, and then keeps for it what is below; null if nobody or several have it.
  private @Nullable PointSeries owner;
  private boolean shared;
  private long writtenIn;
  private long seenIn;
  private long lastMillis = Long.MIN_VALUE;
  private long exemplarsIn;
  private long exemplarsBeforeMillis = Long.MIN_VALUE;
  private long newestExemplarMillis = Long.MIN_VALUE;

  TrackedSeries(Series series) {
    this.series = series;
  }

  Series series() {
    return series;
  }

  /** Returns the series as one of a metric that is this. */
  @SuppressWarnings("ReferenceEquality") // A shortcut to what equals would say.
  Series series(Metadata metadata) {
    Metadata first = series.metadata().orElse(null);
    boolean same = first == metadata || metadata.equals(first);
    return same ? series : Series.of(series.labels(), metadata);
  }

  /** Gives the series to one more point; returns whether it has it alone. */
  boolean addOwner(PointSeries point) {
    if (!shared && owner == null) {
      owner = point;
      return true;
    }
    shared = true;
    if (owner != null) {
      owner.share(); // takes it from the owner
    }
    return false;
  }

  /** Takes over what the owner kept for it. */
  void share(long writtenIn, long lastMillis, long seenIn) {
    owner = null;
    shared = true;
    this.writtenIn = Math.max(this.writtenIn, writtenIn);
    this.lastMillis = Math.max(this.lastMillis, lastMillis);
    this.seenIn = Math.max(this.seenIn, seenIn);
  }

  /** Notes that a point of this export has the series; returns whether it is the first one. */
  boolean isFreeIn(long export) {
    seenIn = export;
    return writtenIn != export;
  }

  /** Returns whether a sample of this time would follow all others. */
  boolean isAfterLast(long timestampMillis) {
    return timestampMillis > lastMillis;
  }

  /** Takes the series for a sample of this time. */
  void claimFor(long export, long timestampMillis) {
    writtenIn = export;
    lastMillis = timestampMillis;
  }

  /** Returns whether an exemplar is newer than all of earlier exports, and counts it in. */
  boolean acceptExemplar(long export, long timestampMillis) {
    if (exemplarsIn != export) {
      exemplarsIn = export;
      exemplarsBeforeMillis = newestExemplarMillis;
    }
    if (timestampMillis <= exemplarsBeforeMillis) {
      return false;
    }
    newestExemplarMillis = Math.max(newestExemplarMillis, timestampMillis);
    return true;
  }

  long seenIn() {
    return owner != null ? owner.seenIn() : seenIn;
  }
}
