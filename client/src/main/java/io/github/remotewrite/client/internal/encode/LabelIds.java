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

  /** Reads the labels. */
  void read(Labels labels, SymbolTable symbols) {
    reading.begin(labels);
    reading.lookUp(0, reading.size, symbols);
  }

  /**
   * Reads the labels of a sibling of the series read last, since when no id was forgotten. Labels
   * at the front and at the end that both have are not looked up again.
   */
  void readSibling(Labels labels, SymbolTable symbols) {
    Reading sibling = reading;
    reading = before;
    before = sibling;
    reading.begin(labels);
    int shorter = Math.min(reading.size, sibling.size);
    int front = 0;
    while (front < shorter && reading.takeOver(front, sibling, front)) {
      front++;
    }
    int end = reading.size;
    int shift = sibling.size - reading.size;
    while (end > front + Math.max(0, -shift)
        && reading.takeOver(end - 1, sibling, end - 1 + shift)) {
      end--;
    }
    reading.lookUp(front, end, symbols);
  }

  int count() {
    return 2 * reading.size;
  }

  int get(int index) {
    return reading.ids[index];
  }

  int[] toArray() {
    return Arrays.copyOf(reading.ids, count());
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

  /** One set of labels: its bytes, where each label begins, and two ids for each. */
  private static final class Reading {
    private byte[] encoded = new byte[1024];
    private int[] starts = new int[33];
    private int[] ids = new int[64];
    private int size;
    private int position;

    /** Takes the bytes, and finds out where labels begin. */
    void begin(Labels labels) {
      int length = labels.encodedLength();
      if (encoded.length < length) {
        encoded = new byte[2 * length];
      }
      labels.copyEncodedTo(encoded, 0);
      size = 0;
      position = 0;
      while (position < length) {
        if (size + 1 == starts.length) {
          starts = Arrays.copyOf(starts, 2 * size + 1);
          ids = Arrays.copyOf(ids, 4 * size);
        }
        starts[size++] = position;
        position++; // the label's tag
        int labelLength = readLength();
        position += labelLength;
      }
      starts[size] = length;
    }

    /** Takes over the ids of a label if it is the same there; returns whether it is. */
    boolean takeOver(int label, Reading other, int otherLabel) {
      boolean same =
          Arrays.equals(
              encoded,
              starts[label],
              starts[label + 1],
              other.encoded,
              other.starts[otherLabel],
              other.starts[otherLabel + 1]);
      if (same) {
        ids[2 * label] = other.ids[2 * otherLabel];
        ids[2 * label + 1] = other.ids[2 * otherLabel + 1];
      }
      return same;
    }

    /** Looks the ids of these labels up. */
    void lookUp(int first, int end, SymbolTable symbols) {
      position = starts[first];
      for (int label = first; label < end; label++) {
        position++; // the label's tag
        readLength();
        ids[2 * label] = readText(symbols);
        ids[2 * label + 1] = readText(symbols);
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
