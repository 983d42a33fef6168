/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.snappy.Likeness;
import java.util.Arrays;

/**
 * Which series before it in a request each series is like.
 *
 * <p>Up to the label that tells it from its siblings, a series is like the one before it, and from
 * there on, like the same one of the group before, which has the same {@code le}:
 *
 * <pre>
 *   group before   … [front, le="1", rest, value, time] [front, le="2", rest, value, time] …
 *                                                              |------------|
 *   group          … [front, le="1", rest, value, time] [front, le="2", rest, value, time] …
 *                     |----|               |---------|   |----|
 * </pre>
 *
 * <p>Not thread-safe; cleared and used again.
 */
final class SeriesLikeness {
  /** The part after the labels: a sample, or a histogram. */
  static final int POINT = 1;

  private static final int START = 0;
  private static final int LABELS = 2; // of series whose labels are text
  private static final int PARTS = 4;
  private static final int NONE = -1;

  private final Likeness likeness = new Likeness();
  // By series of a group: where each part of the latest one begins.
  private int[] latest = new int[32 * PARTS];
  private int used;
  private int current = NONE;
  private int like = NONE;
  private int value = NONE;

  SeriesLikeness() {
    Arrays.fill(latest, NONE);
  }

  /** Begins a series that is this one of its group, and not like the one before it. */
  void begin(int series, int position) {
    reserve(series);
    like = get(series, START) == NONE ? current : series;
    current = series;
    part(START, position);
  }

  /**
   * Says where a part of the series begins that may stand elsewhere in the one it is like: {@link
   * #POINT}, or what a histogram has after it.
   */
  void part(int part, int position) {
    int before = like == NONE ? NONE : get(like, part);
    likeness.addToBeSearched(position, before == NONE ? 0 : position - before);
    set(part, position);
  }

  /** Says where the series' value stands. */
  void value(int position) {
    likeness.addToBeSearched(position, value == NONE ? 0 : position - value);
    value = position;
  }

  /**
   * Says that the series is a copy of the one before it in the group, but for the value, and some
   * of its labels.
   *
   * @param length how many bytes it has
   * @param labels where what differs of its labels begins
   * @param labelsEnd where that ends
   * @param message the request's series so far
   */
  void copied(int series, int length, int labels, int labelsEnd, byte[] message) {
    reserve(series);
    int start = get(current, START) + length;
    int end = get(current, POINT) + length;
    likeness.add(start, length);
    int distance = end - get(series, POINT);
    if (distance < end
        && Arrays.equals(
            message, labels, labelsEnd, message, labels - distance, labelsEnd - distance)) {
      likeness.add(labels, distance);
    }
    current = series;
    set(START, start);
    set(POINT, end);
    value += length;
    likeness.add(value, length);
  }

  /**
   * Begins a series whose labels are text, of which some may be longer than in others.
   *
   * @param labels where its labels begin
   * @param end where they end
   * @param message the request's series so far
   */
  void text(int series, int position, int labels, int end, byte[] message) {
    reserve(series);
    int sibling = current;
    current = series;
    int same = get(series, START) == NONE ? sibling : series;
    if (same != NONE) {
      int prefix = prefix(sibling, labels, end, message);
      int samePrefix = prefix(same, labels, end, message);
      int front = prefix < samePrefix ? same : sibling;
      int suffix = suffix(sibling, labels, end, message);
      int sameSuffix = suffix(same, labels, end, message);
      int back = suffix > sameSuffix ? sibling : same;
      likeness.addToBeSearched(position, position - get(front, START));
      likeness.addToBeSearched(labels, labels - get(front, LABELS));
      int differs = labels + Math.max(prefix, samePrefix);
      int suffixStart = end - Math.max(suffix, sameSuffix);
      likeness.addToBeSearched(Math.max(differs, suffixStart), end - get(back, POINT));
    } else {
      likeness.addToBeSearched(position, 0);
    }
    set(START, position);
    set(POINT, end);
    set(LABELS, labels);
  }

  private int prefix(int other, int labels, int end, byte[] message) {
    int difference =
        Arrays.mismatch(message, get(other, LABELS), get(other, POINT), message, labels, end);
    return difference < 0 ? end - labels : difference;
  }

  private int suffix(int other, int labels, int end, byte[] message) {
    int otherEnd = get(other, POINT);
    int most = Math.min(end - labels, otherEnd - get(other, LABELS));
    int same = 0;
    while (same < most && message[end - 1 - same] == message[otherEnd - 1 - same]) {
      same++;
    }
    return same;
  }

  private int get(int series, int part) {
    return latest[series * PARTS + part];
  }

  private void set(int part, int position) {
    latest[current * PARTS + part] = position;
  }

  private void reserve(int series) {
    int needed = (series + 1) * PARTS;
    int length = latest.length;
    if (needed > length) {
      latest = Arrays.copyOf(latest, 2 * needed);
      Arrays.fill(latest, length, latest.length, NONE);
    }
    used = Math.max(used, needed);
  }

  /** Returns what the bytes of all series are like. */
  Likeness likeness() {
    return likeness;
  }

  /** Begins another request. */
  void clear() {
    likeness.clear();
    Arrays.fill(latest, 0, used, NONE);
    used = 0;
    current = NONE;
    like = NONE;
    value = NONE;
  }
}
