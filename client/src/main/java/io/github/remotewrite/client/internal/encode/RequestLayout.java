/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands where in a request that is being written, for one that is to be kept.
 *
 * <p>Not thread-safe; cleared and used again.
 */
final class RequestLayout {
  private final List<Known> groups = new ArrayList<>();
  private long[] startTimestamps = new long[16];
  private int[] valuesEnd = new int[16];
  private int[] valueOffsets = new int[256];
  private int values;

  /** Begins a group; its values follow. */
  void addGroup(Known group, long startTimestampMillis) {
    int place = groups.size();
    if (place == startTimestamps.length) {
      startTimestamps = Arrays.copyOf(startTimestamps, 2 * place);
      valuesEnd = Arrays.copyOf(valuesEnd, 2 * place);
    }
    groups.add(group);
    startTimestamps[place] = startTimestampMillis;
    valuesEnd[place] = values;
  }

  /** Notes where the value of the group's next sample stands; its timestamp follows it. */
  void addValue(int offset) {
    if (values == valueOffsets.length) {
      valueOffsets = Arrays.copyOf(valueOffsets, 2 * values);
    }
    valueOffsets[values++] = offset;
    valuesEnd[groups.size() - 1] = values;
  }

  List<Known> groups() {
    return groups;
  }

  long startTimestamp(int group) {
    return startTimestamps[group];
  }

  /** Returns how many values there are up to the end of the group. */
  int valuesEnd(int group) {
    return valuesEnd[group];
  }

  int valueOffset(int value) {
    return valueOffsets[value];
  }

  int values() {
    return values;
  }

  /** Returns how many bytes of memory it takes, or nearly so. */
  long memory() {
    long places = startTimestamps.length;
    return places * (Long.BYTES + 2 * Integer.BYTES) + (long) valueOffsets.length * Integer.BYTES;
  }

  void clear() {
    groups.clear();
    values = 0;
  }
}
