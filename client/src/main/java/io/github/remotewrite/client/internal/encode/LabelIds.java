/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.Labels;
import java.util.Arrays;

/**
 * Labels as the ids of their strings: name, value, name, value, …
 *
 * <p>Not thread-safe; made to be filled again for each series.
 */
final class LabelIds {
  private Reading reading = new Reading();
  private Reading before = new Reading();
  // What compare found, in ids.
  private int front;
  private int middle;
  private int end;

  /** Reads the labels. */
  void read(Labels labels, SymbolTable symbols) {
    reading.take(labels);
    before.clear();
    reading.readFrom(0, before, symbols);
  }

  /**
   * Reads the labels of a sibling of the series read last, since when no id was forgotten. Labels
   * at the front and at the end that both have are not looked up again.
   */
  void readSibling(Labels labels, SymbolTable symbols) {
    Reading sibling = reading;
    reading = before;
    before = sibling;
    reading.take(labels);
    int front = reading.takeFront(sibling);
    reading.readFrom(front, sibling, symbols);
  }

  /**
   * Finds out what the labels have in common with the sibling before. Labels that have nothing but
   * the value in common don't count, so that siblings of another point differ likewise.
   */
  void compare() {
    int shorter = Math.min(reading.size, before.size);
    int label = sameLabels(0, shorter);
    boolean hasSameName = label < shorter && reading.ids[2 * label] == before.ids[2 * label];
    front = 2 * label + (hasSameName ? 1 : 0);
    middle = 0;
    if (hasSameName) {
      int rest = label + 1;
      label = sameLabels(rest, shorter);
      if (label < reading.size || label < before.size) {
        middle = 2 * (label - rest);
      }
      label = rest + middle / 2;
    }
    int last = 0;
    while (last < shorter - label
        && reading.hasLabelOf(before, reading.size - 1 - last, before.size - 1 - last)) {
      last++;
    }
    end = 2 * last;
  }

  /** Returns the first label from this one on that is not the sibling's. */
  private int sameLabels(int first, int shorter) {
    int label = first;
    while (label < shorter && reading.hasLabelOf(before, label, label)) {
      label++;
    }
    return label;
  }

  /** Returns how many ids at the front are the sibling's: of labels, and the name of the next. */
  int front() {
    return front;
  }

  /** Returns how many ids behind the front and one value are the sibling's, and not the end. */
  int middle() {
    return middle;
  }

  /** Returns how many ids at the end, and behind these, are the sibling's. */
  int end() {
    return end;
  }

  /** Returns whether every label that both have is in what {@link #compare} found. */
  boolean foundAllInCommon() {
    int first = (front + middle + 1) / 2;
    for (int label = first; label < reading.size - end / 2; label++) {
      for (int other = first; other < before.size - end / 2; other++) {
        if (reading.hasLabelOf(before, label, other)) {
          return false;
        }
      }
    }
    return true;
  }

  int count() {
    return 2 * reading.size;
  }

  int get(int index) {
    return reading.ids[index];
  }

  /** Writes the packed field {@code labels_refs}, number 1 in series and exemplars alike. */
  void writeRefs(SymbolTable symbols, ProtoBuffer out) {
    int count = count();
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += ProtoBuffer.varintSize(symbols.ref(get(i)));
    }
    out.writeByte(0x0A);
    out.writeVarint(size);
    for (int i = 0; i < count; i++) {
      out.writeVarint(symbols.ref(get(i)));
    }
  }

  /** One set of labels: its bytes, where each label begins and the last one ends, and the ids. */
  private static final class Reading {
    private byte[] encoded = new byte[1024];
    private int length;
    private int[] starts = new int[33];
    private int[] ids = new int[64];
    private int size;
    private int position;

    void clear() {
      length = 0;
      size = 0;
    }

    void take(Labels labels) {
      clear();
      length = labels.encodedLength();
      if (encoded.length < length) {
        encoded = new byte[2 * length];
      }
      labels.copyEncodedTo(encoded, 0);
    }

    /** Takes over the labels up to the first that differs, and returns how many they are. */
    int takeFront(Reading other) {
      int mismatch = Arrays.mismatch(encoded, 0, length, other.encoded, 0, other.length);
      int same = mismatch < 0 ? length : mismatch;
      int front = 0;
      while (front < other.size && other.starts[front + 1] <= same) {
        front++;
      }
      takeOver(other, 0, front, 0);
      return front;
    }

    /**
     * Reads the labels that are left.
     *
     * @param otherLabel from which of the other's labels on the rest may be the same
     */
    void readFrom(int otherLabel, Reading other, SymbolTable symbols) {
      position = size == 0 ? 0 : other.starts[size];
      int rest = otherLabel;
      while (position < length) {
        while (rest < other.size && other.length - other.starts[rest] > length - position) {
          rest++;
        }
        if (rest < other.size && isRestOf(other, other.starts[rest])) {
          takeOver(other, rest, other.size, length - other.length);
          position = length;
        } else {
          readLabel(symbols);
        }
      }
      starts[size] = length;
    }

    private boolean hasLabelOf(Reading other, int label, int otherLabel) {
      return ids[2 * label] == other.ids[2 * otherLabel]
          && ids[2 * label + 1] == other.ids[2 * otherLabel + 1];
    }

    private boolean isRestOf(Reading other, int otherPosition) {
      return Arrays.equals(encoded, position, length, other.encoded, otherPosition, other.length);
    }

    /** Takes over these labels of the other, which begin so many bytes later here. */
    private void takeOver(Reading other, int first, int end, int shift) {
      int count = end - first;
      reserve(count);
      System.arraycopy(other.ids, 2 * first, ids, 2 * size, 2 * count);
      for (int label = first; label < end; label++) {
        starts[size++] = other.starts[label] + shift;
      }
    }

    private void readLabel(SymbolTable symbols) {
      reserve(1);
      starts[size] = position;
      position++; // the label's tag
      readLength();
      ids[2 * size] = readText(symbols);
      ids[2 * size + 1] = readText(symbols);
      size++;
    }

    private void reserve(int labels) {
      int needed = size + labels;
      if (needed >= starts.length) {
        starts = Arrays.copyOf(starts, 2 * needed + 1);
        ids = Arrays.copyOf(ids, 4 * needed);
      }
    }

    private int readText(SymbolTable symbols) {
      position++; // the tag of name or value
      int length = readLength();
      int id = symbols.id(encoded, position, length);
      position += length;
      return id;
    }

    private int readLength() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = encoded[position++];
        value |= (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }
  }
}
