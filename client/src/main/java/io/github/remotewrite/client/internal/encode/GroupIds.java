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
 * <p>Series that follow each other have nearly all labels in common, so of each only what differs
 * from the one before is kept:
 *
 * <pre>
 *   first series   count, ids; or as the others, where the group follows one that was known
 *   each other     count of ids at the front that are the same, count at the end, count between, ids
 * </pre>
 *
 * <p>With what else is asked for in each write, so that the series themselves need not be read.
 */
final class GroupIds {
  private final int[] ids;
  private final @Nullable Known before;
  private final int encodedLabelsLength;
  private final @Nullable Metadata metadata;
  private final SymbolTable symbols;
  private final int generation;

  private GroupIds(int[] ids, @Nullable Known before, Known group, SymbolTable symbols) {
    this.ids = ids;
    this.before = before;
    this.encodedLabelsLength = group.encodedLabelsLength();
    this.metadata = group.metadata();
    this.symbols = symbols;
    this.generation = symbols.generation();
  }

  /**
   * Reads the labels of a group.
   *
   * @param before the group before it, if the last series of that was read last; else null
   */
  static GroupIds of(Known group, @Nullable Known before, LabelIds scratch, SymbolTable symbols) {
    List<Series> series = group.series();
    int[] ids = new int[32];
    int size = 0;
    for (int i = 0; i < series.size(); i++) {
      Labels labels = series.get(i).labels();
      boolean whole = i == 0 && before == null;
      int front = 0;
      int end = 0;
      if (whole) {
        scratch.read(labels, symbols);
      } else {
        scratch.readSibling(labels, symbols);
        front = scratch.front();
        end = scratch.end(front);
      }
      int between = scratch.count() - front - end;
      if (ids.length < size + 3 + between) {
        ids = Arrays.copyOf(ids, 2 * (size + 3 + between));
      }
      if (!whole) {
        ids[size++] = front;
        ids[size++] = end;
      }
      ids[size++] = between;
      for (int id = 0; id < between; id++) {
        ids[size++] = scratch.get(front + id);
      }
    }
    return new GroupIds(Arrays.copyOf(ids, size), before, group, symbols);
  }

  /** Returns how many bytes the labels of all series take where they are text. */
  int encodedLabelsLength() {
    return encodedLabelsLength;
  }

  /** Returns what is said of the first series. */
  @Nullable Metadata metadata() {
    return metadata;
  }

  /** Returns whether the first series is known by its difference from the one before the group. */
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

  int[] ids() {
    return ids;
  }
}
