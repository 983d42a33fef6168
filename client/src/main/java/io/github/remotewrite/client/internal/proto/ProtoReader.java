/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.proto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the fields of a message of our own making, to send its content in another form.
 *
 * <p>Call {@link #next}, look at {@link #field}, then read the field's value or {@link #skip} it.
 */
public final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int tag;
  private int fieldStart;

  public ProtoReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Returns a reader at the same place, which goes on by itself. */
  public ProtoReader copy() {
    return new ProtoReader(bytes, position, end);
  }

  /** Goes to the next field; returns whether there is one. */
  public boolean next() {
    if (position >= end) {
      return false;
    }
    fieldStart = position;
    tag = (int) readVarint();
    return true;
  }

  /** Returns the number of the current field. */
  public int field() {
    return tag >>> 3;
  }

  public long readVarint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  public long readFixed64() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /** Returns a reader of the current field's message, or of its packed values. */
  public ProtoReader readMessage() {
    int length = (int) readVarint();
    position += length;
    return new ProtoReader(bytes, position - length, position);
  }

  public String readString() {
    int length = (int) readVarint();
    position += length;
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }

  public byte[] readBytes() {
    int length = (int) readVarint();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Returns whether there is another packed value. */
  public boolean hasMore() {
    return position < end;
  }

  /** Goes behind the current field. */
  public void skip() {
    switch (tag & 7) {
      case VARINT -> readVarint();
      case FIXED64 -> position += Long.BYTES;
      case LENGTH_DELIMITED -> readMessage();
      default -> throw new IllegalArgumentException("field must have a known type: tag=" + tag);
    }
  }

  /** Skips the current field and copies it, tag and all. */
  public void copyTo(ProtoBuffer target) {
    skip();
    int start = target.advance(position - fieldStart);
    System.arraycopy(bytes, fieldStart, target.array(), start, position - fieldStart);
  }
}
