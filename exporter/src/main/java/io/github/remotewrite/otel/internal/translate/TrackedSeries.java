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
  // The point that has it alone, or what is kept for several; null if none has it yet.
  private @Nullable Keeper keeper;
  // What few series need is kept apart, as there may be very many series.
  private @Nullable ExemplarTimes exemplars;

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
    if (keeper == null) {
      keeper = point;
      return true;
    }
    if (keeper instanceof PointSeries owner) {
      owner.share(); // takes it from the owner
    }
    return false;
  }

  /** Takes over what the owner kept for it. */
  void share(long writtenIn, long lastMillis, long seenIn) {
    Writes shared = writes();
    shared.writtenIn = Math.max(shared.writtenIn, writtenIn);
    shared.lastMillis = Math.max(shared.lastMillis, lastMillis);
    shared.seenIn = Math.max(shared.seenIn, seenIn);
  }

  /** Notes that a point of this export has the series; returns whether it is the first one. */
  boolean isFreeIn(long export) {
    Writes shared = writes();
    shared.seenIn = export;
    return shared.writtenIn != export;
  }

  /** Returns whether a sample of this time would follow all others. */
  boolean isAfterLast(long timestampMillis) {
    return timestampMillis > writes().lastMillis;
  }

  /** Takes the series for a sample of this time. */
  void claimFor(long export, long timestampMillis) {
    Writes shared = writes();
    shared.writtenIn = export;
    shared.lastMillis = timestampMillis;
  }

  /** Returns whether an exemplar is newer than all of earlier exports, and counts it in. */
  boolean acceptExemplar(long export, long timestampMillis) {
    ExemplarTimes times = exemplars;
    if (times == null) {
      times = new ExemplarTimes();
      exemplars = times;
    }
    if (times.export != export) {
      times.export = export;
      times.newestBefore = times.newest;
    }
    if (timestampMillis <= times.newestBefore) {
      return false;
    }
    times.newest = Math.max(times.newest, timestampMillis);
    return true;
  }

  long seenIn() {
    return keeper == null ? 0 : keeper.seenIn();
  }

  private Writes writes() {
    if (keeper instanceof Writes writes) {
      return writes;
    }
    Writes made = new Writes();
    keeper = made;
    return made;
  }

  /** What keeps in mind what was last written to a series. */
  interface Keeper {
    /** Returns the last export that had the series. */
    long seenIn();
  }

  /** What was written to a series that several points have, or had. */
  private static final class Writes implements Keeper {
    private long writtenIn;
    private long seenIn;
    private long lastMillis = Long.MIN_VALUE;

    @Override
    public long seenIn() {
      return seenIn;
    }
  }

  /** When a series last had exemplars. */
  private static final class ExemplarTimes {
    private long export;
    private long newest = Long.MIN_VALUE;
    private long newestBefore = Long.MIN_VALUE;
  }
}
