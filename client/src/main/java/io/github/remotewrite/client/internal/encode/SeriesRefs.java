/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series after the other as refs of a request, as they are packed in {@code
 * labels_refs}.
 *
 * <p>Of each group it is remembered as what ids of strings its labels are, by difference from other
 * series: see {@link GroupIds}. So a series that comes where it came before costs only the labels
 * that its neighbour has not. Not thread-safe.
 */
final class SeriesRefs {
  private static final int[] NONE = {};

  private final SymbolTable symbols;
  private final LabelIds labelIds = new LabelIds();
  private int[] refs = new int[64];
  private int count;
  private int encodedSize;

  // The refs of the group's first series, if they are not the current ones.
  private int[] first = new int[64];
  private int firstCount;
  private int firstEncodedSize;
  private boolean isPastFirst;

  private @Nullable GroupIds known;
  private int[] ids = NONE;
  private int position;
  private boolean firstNext;
  // The group that was begun last, and the one whose first series was read last.
  private @Nullable Known before;
  private @Nullable Known read;
  // What differs from the series before: from which ref to which, after so many bytes.
  private int from;
  private int to;
  private int sizeBefore;
  private int sizeBetween;
  private boolean asLong;

  /**
   * @param symbols those of the request, which it adds to
   */
  SeriesRefs(SymbolTable symbols) {
    this.symbols = symbols;
  }

  /** Begins another request. */
  void clear() {
    count = 0;
    from = -1;
    isPastFirst = false;
    known = null;
    ids = NONE;
    before = null;
    read = null;
  }

  /** Takes the refs of a series that is not remembered. */
  void read(Labels labels) {
    clear();
    labelIds.read(labels, symbols);
    count = labelIds.count();
    reserve(count);
    for (int i = 0; i < count; i++) {
      refs[i] = symbols.ref(labelIds.get(i));
    }
    encodedSize = size(0, count);
  }

  /** Begins the series of a group, or one on its own. */
  void begin(Known group) {
    GroupIds known = group.ids();
    if (known == null || !known.areOf(symbols) || !known.mayFollow(before)) {
      known = learn(group);
    }
    this.known = known;
    firstNext = true;
    before = group;
  }

  private GroupIds learn(Known group) {
    GroupIds ids = GroupIds.of(group, before, before == read, labelIds, symbols);
    group.setIds(ids);
    read = group;
    return ids;
  }

  /** Goes to the group's next series. */
  void next() {
    if (firstNext) {
      firstNext = false;
      nextFirst(requireNonNull(known));
      return;
    }
    if (!isPastFirst) {
      keepFirst();
    }
    readDifference();
  }

  private void nextFirst(GroupIds group) {
    ids = group.first();
    position = 0;
    if (group.isFollower()) {
      if (isPastFirst) {
        returnToFirst();
      }
      readDifference();
    } else {
      readWhole();
    }
    from = -1;
    asLong = false;
    isPastFirst = false;
  }

  private void keepFirst() {
    if (first.length < count) {
      first = new int[refs.length];
    }
    System.arraycopy(refs, 0, first, 0, count);
    firstCount = count;
    firstEncodedSize = encodedSize;
    isPastFirst = true;
    ids = requireNonNull(known).others();
    position = 1;
  }

  private void returnToFirst() {
    System.arraycopy(first, 0, refs, 0, firstCount);
    count = firstCount;
    encodedSize = firstEncodedSize;
    from = -1;
  }

  private void readDifference() {
    int front = ids[position++];
    int middle = ids[position++];
    int end = ids[position++];
    int between = ids[position++];
    if (middle > 0) {
      refs[front] = symbols.ref(ids[position++]);
      front += 1 + middle;
    }
    int newCount = front + between + end;
    if (newCount != count || middle > 0) {
      reserve(newCount);
      System.arraycopy(refs, count - end, refs, front + between, end);
      count = newCount;
      readBetween(front, between);
      encodedSize = size(0, count);
      from = -1;
      asLong = false;
      return;
    }
    int oldSize = size(front, front + between);
    readBetween(front, between);
    if (from != front) {
      sizeBefore = size(0, front);
    }
    from = front;
    to = front + between;
    sizeBetween = size(from, to);
    asLong = sizeBetween == oldSize;
    encodedSize += sizeBetween - oldSize;
  }

  private void readWhole() {
    count = ids[position++];
    reserve(count);
    readBetween(0, count);
    encodedSize = size(0, count);
  }

  private void readBetween(int front, int between) {
    for (int i = front; i < front + between; i++) {
      refs[i] = symbols.ref(ids[position++]);
    }
  }

  private void reserve(int needed) {
    if (refs.length < needed) {
      refs = Arrays.copyOf(refs, 2 * needed);
    }
  }

  private int size(int from, int to) {
    int size = 0;
    for (int i = from; i < to; i++) {
      size += ProtoBuffer.varintSize(refs[i]);
    }
    return size;
  }

  /** Returns whether the refs take as many bytes as those of the series before, each in place. */
  boolean areAsLong() {
    return asLong;
  }

  /** Returns after how many bytes the refs differ from those of the series before. */
  int differsFrom() {
    return sizeBefore;
  }

  /** Returns after how many bytes they are the same again. */
  int differsTo() {
    return sizeBefore + sizeBetween;
  }

  int encodedSize() {
    return encodedSize;
  }

  void writeTo(ProtoBuffer out) {
    for (int i = 0; i < count; i++) {
      out.writeVarint(refs[i]);
    }
  }

  /** Writes what differs over the refs of the series before, which begin at this offset. */
  void overwrite(int offset, ProtoBuffer out) {
    int at = offset + sizeBefore;
    for (int i = from; i < to; i++) {
      at = out.setVarint(at, refs[i]);
    }
  }
}
