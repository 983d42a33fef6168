/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

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
    int[] before = {};
    int size = 0;
    for (int i = 0; i < group.size(); i++) {
      if (i == 0) {
        scratch.read(group.get(i).labels(), symbols);
      } else {
        scratch.readSibling(group.get(i).labels(), symbols);
      }
      int[] own = scratch.toArray();
      if (ids.length < size + own.length + 3) {
        ids = Arrays.copyOf(ids, 2 * (size + own.length + 3));
      }
      int front = 0;
      int end = 0;
      if (i > 0) {
        int shorter = Math.min(own.length, before.length);
        while (front < shorter && own[front] == before[front]) {
          front++;
        }
        while (end < shorter - front
            && own[own.length - 1 - end] == before[before.length - 1 - end]) {
          end++;
        }
        ids[size++] = front;
        ids[size++] = end;
      }
      int between = own.length - front - end;
      ids[size++] = between;
      System.arraycopy(own, front, ids, size, between);
      size += between;
      before = own;
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
