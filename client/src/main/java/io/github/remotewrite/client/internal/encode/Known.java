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
 * A series or a group of series that was added before, with what is remembered of it. Not
 * thread-safe.
 */
final class Known {
  // After an exemplar, a group waits for so many writes without one before it is kept again; each
  // time twice as many.
  private static final int FIRST_PAUSE = 4;
  private static final int LONGEST_PAUSE = 256;

  private final Object key;
  private long lastWrite;
  private @Nullable Boolean renamed;
  private @Nullable Boolean oneMetadata;
  private int quietWrites;
  private int pause = FIRST_PAUSE;
  private @Nullable GroupIds ids;
  private @Nullable RequestTemplate template;
  private int place;
  private long keptIn;
  // A bit for each value, the last one for all that follow it.
  private long outgrown;
  private long fractions;

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
    return ids != null
        ? ids.encodedLabelsLength()
        : series().stream().mapToInt(one -> one.labels().encodedLength()).sum();
  }

  /** Returns what is said of the first of them. */
  @Nullable Metadata metadata() {
    return ids != null ? ids.metadata() : series().get(0).metadata().orElse(null);
  }

  /** Returns the group, if it is one. */
  SeriesGroup group() {
    return (SeriesGroup) key;
  }

  /** Returns whether a series of the group has another name in 1.0. */
  boolean isRenamed() {
    if (renamed == null) {
      renamed = ClassicRepeats.areRenamed(group().series());
    }
    return renamed;
  }

  /** Returns whether the same is said of all series of the group. */
  @SuppressWarnings("ReferenceEquality") // False only costs time.
  boolean hasOneMetadata() {
    if (oneMetadata == null) {
      Metadata first = group().series().get(0).metadata().orElse(null);
      oneMetadata = group().series().stream().allMatch(one -> one.metadata().orElse(null) == first);
    }
    return oneMetadata;
  }

  long lastWrite() {
    return lastWrite;
  }

  void seenIn(long write) {
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
    quietWrites = -pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  @Nullable GroupIds ids() {
    return ids;
  }

  void setIds(@Nullable GroupIds ids) {
    this.ids = ids;
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
  boolean isKeptIn(long write) {
    return keptIn == write || (template != null && template.isWritten(place, write));
  }

  /** Notes that its values of this write go into a request that is laid out, to be kept. */
  void setKeptIn(long write) {
    keptIn = write;
  }

  /** Returns whether a value was no whole number when there was no room for one. */
  boolean mayBeFraction(int value) {
    return (fractions >>> Math.min(value, Long.SIZE - 1) & 1) != 0;
  }

  /** Returns whether there was no room for a value before. */
  boolean hasOutgrown(int value) {
    return (outgrown >>> Math.min(value, Long.SIZE - 1) & 1) != 0;
  }

  /** Notes that there was no room for a value. */
  void outgrow(int index, double value) {
    long bit = 1L << Math.min(index, Long.SIZE - 1);
    outgrown |= bit;
    if (value != Math.rint(value)) {
      fractions |= bit;
    }
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
