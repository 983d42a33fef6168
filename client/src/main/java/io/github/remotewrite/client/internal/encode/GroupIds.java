/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.util.Arrays;
import java.util.List;

/**
 * The labels of a group's series as ids of strings.
 *
 * <p>Siblings have nearly all labels in common, so of each only what differs from the one before is
 * kept:
 *
 * <pre>
 *   first series   count, ids
 *   each other     count of ids at the front that are the same, count at the end, count between, ids
 * </pre>
 */
final class GroupIds {
  private final int[] ids;
  private final SymbolTable symbols;
  private final int generation;

  private GroupIds(int[] ids, SymbolTable symbols) {
    this.ids = ids;
    this.symbols = symbols;
    this.generation = symbols.generation();
  }

  static GroupIds of(List<Series> group, LabelIds scratch, SymbolTable symbols) {
    int[] ids = new int[32];
    int size = 0;
    for (int i = 0; i < group.size(); i++) {
      Labels labels = group.get(i).labels();
      int front = 0;
      int end = 0;
      if (i == 0) {
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
      if (i > 0) {
        ids[size++] = front;
        ids[size++] = end;
      }
      ids[size++] = between;
      for (int id = 0; id < between; id++) {
        ids[size++] = scratch.get(front + id);
      }
    }
    return new GroupIds(Arrays.copyOf(ids, size), symbols);
  }

  /** Returns whether these are ids of the table, and it has not forgotten them. */
  boolean areOf(SymbolTable symbols) {
    return this.symbols == symbols && generation == symbols.generation();
  }

  int[] ids() {
    return ids;
  }
}
