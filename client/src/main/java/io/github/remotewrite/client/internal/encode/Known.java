/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series or a group of series that was added before, with what is remembered of it.
 *
 * <p>There is one for each, so what it remembers is kept small. Not thread-safe.
 */
final class Known {
  // After an exemplar, a group waits for some writes without one before it is kept again: two to
  // the power of this, and each time twice as many.
  private static final byte LOG_FIRST_PAUSE = 2;
  private static final byte LOG_LONGEST_PAUSE = 8;
  // Answers to questions that are asked again and again.
  private static final byte UNKNOWN = 0;
  private static final byte NO = 1;
  private static final byte YES = 2;

  private final Object key;
  private @Nullable RequestTemplate template;
  private @Nullable GroupIds ids;
  private @Nullable OutgrownValues outgrown; // few groups ever have some
  private int place;
  private int lastWrite;
  private int keptIn;
  private int quietWrites;
  private byte logPause = LOG_FIRST_PAUSE;
  private byte renamed = UNKNOWN;
  private byte oneMetadata = UNKNOWN;
  private boolean awaitsLayout;

  Known(Object key) {
    this.key = key;
  }

  /** Returns the series or the group. */
  Object key() {
    return key;
  }

  /** Returns the series, one or those of the group. */
  List<Series> series() {
    return key instanceof Series series ? List.of(series) : group().series();
  }

  /** Returns how many bytes the labels of all of them take where they are text. */
  int encodedLabelsLength() {
    if (ids != null) {
      return ids.encodedLabelsLength();
    }
    return key instanceof Series series
        ? series.labels().encodedLength()
        : group().encodedLabelsLength();
  }

  /** Returns what is said of the first of them. */
  @Nullable Metadata metadata() {
    return ids != null ? ids.metadata() : series().get(0).metadata().orElse(null);
  }

  /** Returns the group, if it is one. */
  SeriesGroup group() {
    return (SeriesGroup) key;
  }

  /** Returns whether what tells the series of both groups apart is the same. */
  boolean isToldApartAs(Known other) {
    return key instanceof SeriesGroup group
        && other.key instanceof SeriesGroup otherGroup
        && group.isToldApartAs(otherGroup);
  }

  /** Returns whether a series of the group has another name in 1.0. */
  boolean isRenamed() {
    if (renamed == UNKNOWN) {
      renamed = ClassicRepeats.areRenamed(group().series()) ? YES : NO;
    }
    return renamed == YES;
  }

  /** Returns whether the same is said of all series of the group. */
  boolean hasOneMetadata() {
    if (oneMetadata == UNKNOWN) {
      oneMetadata = haveOneMetadata(group().series()) ? YES : NO;
    }
    return oneMetadata == YES;
  }

  @SuppressWarnings("ReferenceEquality") // False only costs time.
  private static boolean haveOneMetadata(List<Series> series) {
    Metadata first = series.get(0).metadata().orElse(null);
    for (Series one : series) {
      if (one.metadata().orElse(null) != first) {
        return false;
      }
    }
    return true;
  }

  int lastWrite() {
    return lastWrite;
  }

  void seenIn(int write) {
    lastWrite = write;
  }

  /** Notes a write like the one before, and returns how many of them there have been. */
  int quietWrite() {
    if (quietWrites < Integer.MAX_VALUE) {
      quietWrites++;
    }
    return quietWrites;
  }

  /** Notes an exemplar. */
  void disturb() {
    quietWrites = -1 << logPause;
    logPause = (byte) Math.min(logPause + 1, LOG_LONGEST_PAUSE);
  }

  @Nullable GroupIds ids() {
    return ids;
  }

  void setIds(@Nullable GroupIds ids) {
    this.ids = ids;
  }

  /** Returns whether a request of it is still to be laid out. */
  boolean awaitsLayout() {
    return awaitsLayout;
  }

  void setAwaitsLayout(boolean awaitsLayout) {
    this.awaitsLayout = awaitsLayout;
  }

  /** Returns where its values go, or null if it stands in no request that is kept. */
  @Nullable RequestTemplate template() {
    return template;
  }

  /** Returns which group of the template it is. */
  int place() {
    return place;
  }

  /** Returns whether its values of this write went into a request that is kept. */
  boolean isKeptIn(int write) {
    return keptIn == write || (template != null && template.isWritten(place, write));
  }

  /** Notes that its values of this write go into a request that will be laid out, to be kept. */
  void setKeptIn(int write) {
    keptIn = write;
  }

  /** Returns whether a value was no whole number when there was no room for one. */
  boolean mayBeFraction(int value) {
    return outgrown != null && outgrown.mayBeFraction(value);
  }

  /** Returns whether there was no room for a value before. */
  boolean hasOutgrown(int value) {
    return outgrown != null && outgrown.has(value);
  }

  /** Notes that there was no room for a value. */
  void outgrow(int index, double value) {
    if (outgrown == null) {
      outgrown = new OutgrownValues();
    }
    outgrown.add(index, value);
  }

  /** Leaves the request that is kept. */
  void leave() {
    if (template != null) {
      template.leave(place);
      template = null;
    }
  }

  void setTemplate(@Nullable RequestTemplate template, int place) {
    this.template = template;
    this.place = place;
    if (template != null) {
      ids = null; // which only plain requests are written from
    }
  }
}
