/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import java.util.Arrays;

/**
 * The strings of one Remote Write 2.0 request, each stored once and referred to by index.
 *
 * <p>Index 0 is the empty string, as the specification requires. Strings are kept as they stand in
 * the message, field 4 of {@code Request}, once for each; they are found by hash, in slots of open
 * addressing. Not thread-safe: a table belongs to one request and is cleared between requests
 * rather than replaced.
 */
final class SymbolTable {
  private static final int SYMBOLS_TAG = 0x22;

  private final ProtoBuffer encoded = new ProtoBuffer(4 * 1024);
  private int[] starts = new int[256];
  private int[] lengths = new int[256];
  private int[] hashes = new int[256];
  // Twice as many as there can be symbols before they grow; -1 is free.
  private int[] slots = new int[512];
  private int size;

  SymbolTable() {
    clear();
  }

  /** Forgets all strings but the empty one. */
  void clear() {
    encoded.clear();
    size = 0;
    Arrays.fill(slots, -1);
    ref(new byte[0], 0, 0);
  }

  /** Returns all strings as they stand in the message. */
  ProtoBuffer encoded() {
    return encoded;
  }

  /** Returns the index of a string in UTF-8, which is added if it is new. */
  int ref(byte[] bytes, int offset, int length) {
    int hash = hash(bytes, offset, length);
    int slot = hash & (slots.length - 1);
    while (slots[slot] >= 0) {
      int ref = slots[slot];
      if (hashes[ref] == hash
          && Arrays.equals(
              encoded.array(),
              starts[ref],
              starts[ref] + lengths[ref],
              bytes,
              offset,
              offset + length)) {
        return ref;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(bytes, offset, length, hash, slot);
  }

  private int add(byte[] bytes, int offset, int length, int hash, int slot) {
    encoded.writeByte(SYMBOLS_TAG);
    encoded.writeVarint(length);
    int start = encoded.advance(length);
    System.arraycopy(bytes, offset, encoded.array(), start, length);
    starts[size] = start;
    lengths[size] = length;
    hashes[size] = hash;
    slots[slot] = size;
    size++;
    if (size == starts.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    int capacity = 2 * size;
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    slots = new int[2 * capacity];
    Arrays.fill(slots, -1);
    for (int ref = 0; ref < size; ref++) {
      int slot = hashes[ref] & (slots.length - 1);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = ref;
    }
  }

  private static int hash(byte[] bytes, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    // Strings that differ in their last digit alone should not be neighbours.
    return hash ^ (hash >>> 15);
  }
}
