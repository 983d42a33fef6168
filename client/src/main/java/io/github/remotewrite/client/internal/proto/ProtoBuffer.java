/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.proto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing byte array that protobuf fields are written into.
 *
 * <p>It knows the wire format (varint, fixed64, length-delimited), not the messages: tags come from
 * the caller, and so do the lengths, unless they are {@link #endLength written afterwards}. Not
 * thread-safe; made to be {@link #clear() cleared} and used again, so it never shrinks.
 */
public final class ProtoBuffer {
  /** How many bytes a varint takes at most. */
  public static final int MAX_VARINT_SIZE = 10;

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  // The largest array that every JVM can make.
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int size;

  public ProtoBuffer(int initialCapacity) {
    bytes = new byte[initialCapacity];
  }

  /** Returns how many bytes {@code value} takes as a varint: 1 to 10. */
  public static int varintSize(long value) {
    // 7 bits a byte: (bits + 6) / 7, without the division; zero takes one byte as well.
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** Makes room for {@code length} more bytes, so that the writes that follow need not check. */
  public void reserve(int length) {
    int needed = Math.addExact(size, length);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes,
              (int) Math.max(needed, Math.min(bytes.length + bytes.length / 2L, MAX_CAPACITY)));
    }
  }

  /** Writes one byte, which may be a field's tag. */
  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void writeVarint(long value) {
    reserve(MAX_VARINT_SIZE);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a double by its bits, which keeps the bits of a NaN as they are. */
  public void writeFixed64(long bits) {
    reserve(Long.BYTES);
    LITTLE_ENDIAN_LONG.set(bytes, size, bits);
    size += Long.BYTES;
  }

  /** Writes a double's bits over what stands at this index. */
  public void setFixed64(int index, long bits) {
    LITTLE_ENDIAN_LONG.set(bytes, index, bits);
  }

  public void writeBytes(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  /** Writes what another buffer holds. */
  public void writeBytes(ProtoBuffer source) {
    reserve(source.size);
    System.arraycopy(source.bytes, 0, bytes, size, source.size);
    size += source.size;
  }

  /** Puts what another buffer holds before what was written so far. */
  public void prepend(ProtoBuffer head) {
    reserve(head.size);
    System.arraycopy(bytes, 0, bytes, head.size, size);
    System.arraycopy(head.bytes, 0, bytes, 0, head.size);
    size += head.size;
  }

  /** Writes a varint over what stands at this index; returns the index behind it. */
  public int setVarint(int index, long value) {
    int at = index;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }

  /** Begins something whose length comes first, and is not known yet; returns where it begins. */
  public int beginLength() {
    writeByte(0);
    return size;
  }

  /** Writes the length of what began there and ends here. */
  public void endLength(int start) {
    int length = size - start;
    int more = varintSize(length) - 1; // than the one byte that was left for it
    if (more > 0) {
      advance(more);
      System.arraycopy(bytes, start, bytes, start + more, length);
    }
    setVarint(start - 1, length);
  }

  /** Makes room for {@code length} bytes and returns where in {@link #array} they begin. */
  public int advance(int length) {
    reserve(length);
    int start = size;
    size += length;
    return start;
  }

  /** Returns the array behind this buffer: valid until the next write, and only up to size. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Returns how much it holds before it grows. */
  public int capacity() {
    return bytes.length;
  }

  public void clear() {
    size = 0;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
