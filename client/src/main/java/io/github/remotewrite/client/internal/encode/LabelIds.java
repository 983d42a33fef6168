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
  private byte[] encoded = new byte[1024];
  private int[] ids = new int[64];
  private int count;
  private int position;

  /** Reads the labels. */
  void read(Labels labels, SymbolTable symbols) {
    int length = labels.encodedLength();
    if (encoded.length < length) {
      encoded = new byte[2 * length];
    }
    labels.copyEncodedTo(encoded, 0);
    count = 0;
    position = 0;
    while (position < length) {
      position++; // the label's tag
      readLength();
      readText(symbols);
      readText(symbols);
    }
  }

  private void readText(SymbolTable symbols) {
    position++; // the tag of name or value
    int length = readLength();
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = symbols.id(encoded, position, length);
    position += length;
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

  int count() {
    return count;
  }

  int get(int index) {
    return ids[index];
  }

  /** Writes the packed field {@code labels_refs}, number 1 in series and exemplars alike. */
  void writeRefs(SymbolTable symbols, ProtoBuffer out) {
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += ProtoBuffer.varintSize(symbols.ref(ids[i]));
    }
    out.writeByte(0x0A);
    out.writeVarint(size);
    for (int i = 0; i < count; i++) {
      out.writeVarint(symbols.ref(ids[i]));
    }
  }
}
