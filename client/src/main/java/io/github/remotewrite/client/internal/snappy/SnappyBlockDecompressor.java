/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

/**
 * Decompresses snappy blocks of our own making, to send their content in another form.
 *
 * <p>Every element begins with a tag, whose two lowest bits say what it is:
 *
 * <pre>
 *   00  literal   6 bits: length - 1; from 60 on, that many - 59 bytes follow with it
 *   01  copy      3 bits: length - 4; 3 bits and 1 byte: offset
 *   10  copy      6 bits: length - 1; 2 bytes: offset
 *   11  copy      6 bits: length - 1; 4 bytes: offset
 * </pre>
 */
public final class SnappyBlockDecompressor {
  private SnappyBlockDecompressor() {}

  /**
   * Returns what the block holds.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static byte[] decompress(byte[] block) {
    try {
      return new Reader(block).read();
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("block must be whole: length=" + block.length, e);
    }
  }

  private static final class Reader {
    private final byte[] source;
    private int in;

    Reader(byte[] source) {
      this.source = source;
    }

    byte[] read() {
      int length = 0;
      for (int shift = 0, b = -1; b < 0; shift += 7) {
        b = source[in++];
        length |= (b & 0x7F) << shift;
      }
      byte[] target = new byte[length];
      int out = 0;
      while (in < source.length) {
        int tag = source[in++] & 0xFF;
        out = (tag & 3) == 0 ? readLiteral(tag, target, out) : readCopy(tag, target, out);
      }
      if (out != length) {
        throw new IllegalArgumentException(
            "block must hold what it says: length=" + length + ", found=" + out);
      }
      return target;
    }

    private int readLiteral(int tag, byte[] target, int out) {
      int length = tag >> 2;
      if (length >= 60) {
        length = readNumber(length - 59);
      }
      length++;
      System.arraycopy(source, in, target, out, length);
      in += length;
      return out + length;
    }

    private int readCopy(int tag, byte[] target, int out) {
      int length;
      int offset;
      if ((tag & 3) == 1) {
        length = ((tag >> 2) & 7) + 4;
        offset = ((tag >> 5) << 8) | readNumber(1);
      } else {
        length = (tag >> 2) + 1;
        offset = readNumber((tag & 3) == 2 ? 2 : 4);
      }
      // Byte by byte: a copy may reach into what it writes.
      for (int i = 0; i < length; i++) {
        target[out + i] = target[out + i - offset];
      }
      return out + length;
    }

    private int readNumber(int bytes) {
      int number = 0;
      for (int i = 0; i < bytes; i++) {
        number |= (source[in++] & 0xFF) << (8 * i);
      }
      return number;
    }
  }
}
