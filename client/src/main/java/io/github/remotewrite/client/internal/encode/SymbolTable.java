/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import java.util.Arrays;

/**
 * The strings of Remote Write 2.0 requests, each stored once in a request and referred to by index.
 *
 * <p>A string is looked up by its bytes once, and from then on known by an id. In each request the
 * ids that occur are given refs, counted from 0, where the specification wants the empty string.
 * Strings are kept as they stand in the message, field 4 of {@code Request}; they are found by
 * hash, in slots of open addressing. Not thread-safe: a table belongs to one encoder.
 */
final class SymbolTable {
  private static final int SYMBOLS_TAG = 0x22;
  // So few strings are never worth forgetting.
  private static final int ALWAYS_KEPT = 10_000;
  private static final int INITIAL_BYTES = 4 * 1024;
  private static final int INITIAL_IDS = 256;
  private static final byte[] EMPTY = {};

  // By id: the string with its tag and length, where it begins, its hash, and in which request it
  // was given which ref.
  private ProtoBuffer known = new ProtoBuffer(INITIAL_BYTES);
  private int[] starts = {};
  private int[] textStarts = {};
  private int[] hashes = {};
  private long[] requestsAndRefs = {};
  // Twice as many as there can be ids before they grow; -1 is free.
  private int[] slots = {};
  private int size;
  private int generation;

  private ProtoBuffer encoded = new ProtoBuffer(INITIAL_BYTES);
  private int request;
  private int refs;
  private long refsSinceTrim;

  SymbolTable() {
    forget();
  }

  /** Begins another request, which has no strings yet but the empty one. */
  void clear() {
    encoded.clear();
    request++;
    refs = 0;
    int unused = ref(0);
  }

  /**
   * Forgets all strings, and all ids, if most of them have not been used since the last call.
   * Between two requests only.
   */
  void trim() {
    if (size > ALWAYS_KEPT && size > 4 * refsSinceTrim) {
      forget();
    }
    refsSinceTrim = 0;
  }

  /** Forgets all strings, and all ids. Between two requests only. */
  void forget() {
    known = new ProtoBuffer(INITIAL_BYTES);
    encoded = new ProtoBuffer(INITIAL_BYTES);
    starts = new int[INITIAL_IDS];
    textStarts = new int[INITIAL_IDS];
    hashes = new int[INITIAL_IDS];
    requestsAndRefs = new long[INITIAL_IDS];
    slots = new int[2 * INITIAL_IDS];
    Arrays.fill(slots, -1);
    size = 0;
    generation++;
    int unused = id(EMPTY, 0, 0);
    clear();
  }

  /** Returns a number that is another one after ids were forgotten. */
  int generation() {
    return generation;
  }

  /** Returns a number that is another one in each request. */
  int request() {
    return request;
  }

  /** Returns all strings of the request as they stand in the message. */
  ProtoBuffer encoded() {
    return encoded;
  }

  /** Returns the index of a string in UTF-8, which is added to the request if it is new. */
  int ref(byte[] bytes, int offset, int length) {
    return ref(id(bytes, offset, length));
  }

  /** Returns the index of the string with this id, which is added to the request if it is new. */
  int ref(int id) {
    long known = requestsAndRefs[id];
    return (int) (known >>> 32) == request ? (int) known : add(id);
  }

  private int add(int id) {
    int start = starts[id];
    int length = (id + 1 < size ? starts[id + 1] : known.size()) - start;
    int target = encoded.advance(length);
    System.arraycopy(known.array(), start, encoded.array(), target, length);
    requestsAndRefs[id] = (long) request << 32 | refs;
    refsSinceTrim++;
    return refs++;
  }

  /** Returns the id of a string in UTF-8, which from now on is known. */
  int id(byte[] bytes, int offset, int length) {
    int hash = hash(bytes, offset, length);
    int slot = hash & (slots.length - 1);
    while (slots[slot] >= 0) {
      int id = slots[slot];
      if (hashes[id] == hash && isText(id, bytes, offset, length)) {
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return learn(bytes, offset, length, hash, slot);
  }

  private boolean isText(int id, byte[] bytes, int offset, int length) {
    int end = id + 1 < size ? starts[id + 1] : known.size();
    return Arrays.equals(known.array(), textStarts[id], end, bytes, offset, offset + length);
  }

  private int learn(byte[] bytes, int offset, int length, int hash, int slot) {
    starts[size] = known.size();
    known.writeByte(SYMBOLS_TAG);
    known.writeVarint(length);
    int start = known.advance(length);
    System.arraycopy(bytes, offset, known.array(), start, length);
    textStarts[size] = start;
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
    textStarts = Arrays.copyOf(textStarts, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    requestsAndRefs = Arrays.copyOf(requestsAndRefs, capacity);
    slots = new int[2 * capacity];
    Arrays.fill(slots, -1);
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & (slots.length - 1);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = id;
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
