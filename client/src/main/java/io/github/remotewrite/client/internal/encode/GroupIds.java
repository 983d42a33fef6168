/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a group's series as ids of strings.
 *
 * <p>Series have nearly all labels in common with others, so only what differs is kept:
 *
 * <pre>
 *   first series   count, ids; or if the group follows another, the difference from its first one
 *   others         1 if they differ by nothing but what tells siblings apart, else 0; then of each
 *                  the difference from the one before
 *   difference     count of ids that are the same at the front, behind one that is not, and at the
 *                  end; count of those before the end that are not; the ids that are not
 * </pre>
 *
 * <p>What tells the series of a point apart is the same for all points of a metric, so it is read
 * and kept once. With what else is asked for in each write, so that the series themselves need not
 * be read.
 */
final class GroupIds {
  private static final int[] NONE = {};

  private final int[] first;
  private final int[] others;
  private final @Nullable Known before;
  private final int encodedLabelsLength;
  private final @Nullable Metadata metadata;
  private final SymbolTable symbols;
  private final int generation;

  private GroupIds(
      int[] first, int[] others, @Nullable Known before, Known group, SymbolTable symbols) {
    this.first = first;
    this.others = others;
    this.before = before;
    this.encodedLabelsLength = group.encodedLabelsLength();
    this.metadata = group.metadata();
    this.symbols = symbols;
    this.generation = symbols.generation();
  }

  /**
   * Reads the labels of a group; its first series is read last.
   *
   * @param before the group before it, if there is one
   * @param wasRead whether the first series of that was read last
   */
  static GroupIds of(
      Known group, @Nullable Known before, boolean wasRead, LabelIds scratch, SymbolTable symbols) {
    List<Series> series = group.series();
    Labels labels = series.get(0).labels();
    Known follows = wasRead ? before : null;
    int[] first;
    if (follows == null) {
      scratch.read(labels, symbols);
      first = whole(scratch);
    } else {
      scratch.readSibling(labels, symbols);
      scratch.compare();
      first = new int[differenceSize(scratch)];
      writeDifference(scratch, first, 0);
    }
    int[] others = NONE;
    if (series.size() > 1) {
      others = before == null ? null : othersOf(before, group, symbols);
      if (others == null) {
        others = readOthers(series, scratch, symbols);
        scratch.read(labels, symbols);
      }
    }
    return new GroupIds(first, others, follows, group, symbols);
  }

  /** Returns how the series of a group differ, if those of the other differ likewise. */
  private static int @Nullable [] othersOf(Known known, Known other, SymbolTable symbols) {
    GroupIds ids = known.ids();
    return ids != null
            && ids.others.length > 0
            && ids.others[0] == 1
            && ids.areOf(symbols)
            && other.isToldApartAs(known)
        ? ids.others
        : null;
  }

  private static int[] whole(LabelIds labels) {
    int[] ids = new int[1 + labels.count()];
    ids[0] = labels.count();
    for (int i = 0; i < labels.count(); i++) {
      ids[1 + i] = labels.get(i);
    }
    return ids;
  }

  private static int[] readOthers(List<Series> series, LabelIds scratch, SymbolTable symbols) {
    int[] ids = new int[5 * series.size()];
    boolean byTheirOwn = true;
    int size = 1;
    for (int i = 1; i < series.size(); i++) {
      scratch.readSibling(series.get(i).labels(), symbols);
      scratch.compare();
      byTheirOwn &= scratch.foundAllInCommon();
      int newSize = size + differenceSize(scratch);
      if (ids.length < newSize) {
        ids = Arrays.copyOf(ids, 2 * newSize);
      }
      writeDifference(scratch, ids, size);
      size = newSize;
    }
    ids[0] = byTheirOwn ? 1 : 0;
    return Arrays.copyOf(ids, size);
  }

  private static int differenceSize(LabelIds labels) {
    return 4 + labels.count() - labels.front() - labels.middle() - labels.end();
  }

  private static void writeDifference(LabelIds labels, int[] target, int offset) {
    boolean hasMiddle = labels.middle() > 0;
    int last = labels.front() + (hasMiddle ? 1 + labels.middle() : 0);
    int lastEnd = labels.count() - labels.end();
    int at = offset;
    target[at++] = labels.front();
    target[at++] = labels.middle();
    target[at++] = labels.end();
    target[at++] = lastEnd - last;
    if (hasMiddle) {
      target[at++] = labels.get(labels.front());
    }
    for (int i = last; i < lastEnd; i++) {
      target[at++] = labels.get(i);
    }
  }

  /** Returns how many bytes the labels of all series take where they are text. */
  int encodedLabelsLength() {
    return encodedLabelsLength;
  }

  /** Returns what is said of the first series. */
  @Nullable Metadata metadata() {
    return metadata;
  }

  /** Returns whether the first series is known by its difference from that of another group. */
  boolean isFollower() {
    return before != null;
  }

  /** Returns whether these are the ids of the group if it follows this one. */
  boolean mayFollow(@Nullable Known group) {
    return before == null || before == group;
  }

  /** Returns whether these are ids of the table, and it has not forgotten them. */
  boolean areOf(SymbolTable symbols) {
    return this.symbols == symbols && generation == symbols.generation();
  }

  /** Returns the ids of the first series. */
  int[] first() {
    return first;
  }

  /** Returns those of the others. */
  int[] others() {
    return others;
  }
}
