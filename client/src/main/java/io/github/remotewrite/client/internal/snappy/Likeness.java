/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

import java.util.Arrays;

/**
 * How far back in a message bytes stand that those from a position on are like, up to the next
 * position.
 *
 * <p>It need not be so: what is said wrongly makes a block larger, but never another message. Not
 * thread-safe; cleared and used again.
 */
public final class Likeness {
  private int[] positions = new int[256];
  // Times two, plus one if it is to be searched.
  private int[] distances = new int[256];
  private int size;

  /** Says of the bytes from a position on, which is after those before, how far back to look. */
  public void add(int position, int distance) {
    append(position, distance << 1);
  }

  /** Says the same, and that something like the bytes may stand anywhere before, too. */
  public void addToBeSearched(int position, int distance) {
    append(position, distance << 1 | 1);
  }

  private void append(int position, int distance) {
    if (size > 0 && distances[size - 1] == distance) {
      return; // It goes on.
    }
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, 2 * size);
      distances = Arrays.copyOf(distances, 2 * size);
    }
    positions[size] = position;
    distances[size++] = distance;
  }

  int size() {
    return size;
  }

  int position(int index) {
    return positions[index];
  }

  int distance(int index) {
    return distances[index] >> 1;
  }

  boolean isToBeSearched(int index) {
    return (distances[index] & 1) != 0;
  }

  /** Returns whether nothing is said. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Returns how many bytes of memory it takes, or nearly so. */
  public long memory() {
    return 2L * Integer.BYTES * positions.length;
  }

  /** Forgets all of it. */
  public void clear() {
    size = 0;
  }
}
