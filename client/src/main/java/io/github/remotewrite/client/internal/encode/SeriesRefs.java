/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series after the other as refs of a request, as they are packed in {@code
 * labels_refs}.
 *
 * <p>It remembers what a series has in common with the sibling before it. Not thread-safe.
 */
final class SeriesRefs {
  private static final int[] NONE = {};

  private int[] refs = new int[64];
  private int count;
  private int encodedSize;

  private int[] ids = NONE;
  // The group before, if it was one series of which these are the refs.
  private int[] idsBefore = NONE;
  private @Nullable SymbolTable symbolsBefore;
  private int requestBefore;
  private int position;
  // What differs from the sibling: from which ref to which, after so many bytes.
  private int from;
  private int to;
  private int sizeBefore;
  private int sizeBetween;
  private boolean asLong;

  /** Takes the refs of one series. */
  void read(LabelIds labels, SymbolTable symbols) {
    count = labels.count();
    reserve(count);
    for (int i = 0; i < count; i++) {
      refs[i] = symbols.ref(labels.get(i));
    }
    encodedSize = size(0, count);
    ids = NONE;
  }

  /** Begins a group. */
  void begin(GroupIds group) {
    idsBefore = ids.length == 1 + count ? ids : NONE;
    ids = group.ids();
    position = 0;
    count = 0;
    from = -1;
  }

  /** Goes to the group's next series. */
  void next(SymbolTable symbols) {
    if (position == 0) {
      readFirst(symbols);
      return;
    }
    int front = ids[position++];
    int end = ids[position++];
    int between = ids[position++];
    int newCount = front + between + end;
    boolean sameCount = newCount == count;
    if (!sameCount) {
      reserve(newCount);
      System.arraycopy(refs, count - end, refs, front + between, end);
      count = newCount;
    }
    int oldSize = sameCount ? size(front, front + between) : -1;
    for (int i = front; i < front + between; i++) {
      refs[i] = symbols.ref(ids[position++]);
    }
    if (!sameCount) {
      encodedSize = size(0, count);
      from = -1;
      asLong = false;
      return;
    }
    if (from != front) {
      sizeBefore = size(0, front);
    }
    from = front;
    to = front + between;
    sizeBetween = size(from, to);
    asLong = sizeBetween == oldSize;
    if (!asLong) {
      encodedSize = size(0, count);
    }
  }

  private void readFirst(SymbolTable symbols) {
    count = ids[position++];
    reserve(count);
    boolean mayRepeat =
        idsBefore.length == 1 + count
            && symbols == symbolsBefore
            && symbols.request() == requestBefore;
    for (int i = 0; i < count; i++) {
      int id = ids[position++];
      if (!mayRepeat || id != idsBefore[position - 1]) {
        refs[i] = symbols.ref(id);
      }
    }
    symbolsBefore = symbols;
    requestBefore = symbols.request();
    encodedSize = size(0, count);
    asLong = false;
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

  /** Returns whether the refs take as many bytes as those of the sibling, each in its place. */
  boolean areAsLong() {
    return asLong;
  }

  /** Returns after how many bytes the refs differ from those of the sibling. */
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

  /** Writes what differs over the refs of the sibling, which begin at this offset. */
  void overwrite(int offset, ProtoBuffer out) {
    int at = offset + sizeBefore;
    for (int i = from; i < to; i++) {
      at = out.setVarint(at, refs[i]);
    }
  }
}
