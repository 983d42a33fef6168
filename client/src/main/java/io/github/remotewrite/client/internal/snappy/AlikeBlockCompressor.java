/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compresses messages of records that are like others before them to snappy blocks.
 *
 * <p>Whoever writes the records knows which one each is like, so most matches need not be searched
 * for: see {@link Likeness}. The head of a message, of which nothing is known, is searched as by
 * {@link SnappyBlockCompressor}.
 *
 * <p>A block can be made so that some of its bytes may be written over afterwards. It has no
 * checksum, and a copy says only how far back to look; so a byte may be changed wherever it stands
 * as a literal that no copy reads. The caller then says of every byte of the message which kind it
 * is:
 *
 * <pre>
 *   {@link #CONSTANT}      copied from constants
 *   {@link #HOLE}          always a literal, never copied
 *   other even numbers  copied from bytes of the same kind only: those that always change together
 * </pre>
 *
 * <p>Not thread-safe; what it needs is reused, so a call allocates nothing.
 */
public final class AlikeBlockCompressor {
  /** The kind of bytes that stay. */
  public static final byte CONSTANT = 0;

  /** The kind of bytes that change, each on its own. The only odd one. */
  public static final byte HOLE = 1;

  /** Instead of kinds: all bytes are constant. */
  public static final byte[] ALL_CONSTANT = {};

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  // 16 KiB of table, half of the first-level cache.
  private static final int TABLE_BITS = 13;
  private static final long HOLES = 0x0101010101010101L;
  // A copy of so few bytes is two long if it is from so near, else three; and it may cut a literal.
  private static final int SHORTEST_NEAR = 4;
  private static final int SHORTEST_FAR = 5;
  private static final int NEAR = 2048;
  private static final int MAX_DISTANCE = 65535;
  // What is read and written beyond a literal.
  private static final int WIDE = 16;

  private final SnappyBlockCompressor search;
  // The low 16 bits of the position that last had a hash, as no copy reaches back further.
  private final short[] table = new short[1 << TABLE_BITS];
  // Source, target and length of each literal, in order; of blocks that are written over.
  private int[] literals = new int[3 * 256];
  private int literalCount;

  private byte[] source = {};
  private byte[] kinds = {};
  private byte[] target = {};
  private int literal;
  private int out;

  /**
   * @param search compresses the heads
   */
  public AlikeBlockCompressor(SnappyBlockCompressor search) {
    this.search = search;
  }

  /**
   * Compresses the first {@code length} bytes of {@code source} and returns how many bytes of
   * {@code target}, which has room for {@link SnappyBlockCompressor#maxCompressedLength}, they
   * became.
   *
   * @param headSize how many bytes come before the records
   * @param likeness what the records are like, its positions counted from the head's end
   * @param kinds the kind of each byte, constant in the head; or {@link #ALL_CONSTANT}
   */
  public int compress(
      byte[] source, int headSize, int length, Likeness likeness, byte[] kinds, byte[] target) {
    this.source = source;
    this.kinds = kinds;
    this.target = target;
    literalCount = 0;
    out = SnappyBlockCompressor.writePreamble(length, target, 0);
    out = search.compressPart(source, 0, headSize, target, out);
    compressRecords(headSize, length, likeness);
    this.source = ALL_CONSTANT;
    this.kinds = ALL_CONSTANT;
    this.target = ALL_CONSTANT;
    return out;
  }

  private void compressRecords(int headSize, int length, Likeness likeness) {
    literal = headSize;
    Arrays.fill(table, (short) 0);
    for (int i = 0; i < likeness.size(); i++) {
      int start = Math.max(literal, headSize + likeness.position(i));
      boolean last = i + 1 == likeness.size();
      int end = last ? length : headSize + likeness.position(i + 1);
      int distance = reach(likeness.distance(i), start);
      if (likeness.isToBeSearched(i)) {
        searchPart(start, end, distance, length);
      } else if (distance > 0) {
        int next = last ? 0 : reach(likeness.distance(i + 1), end);
        copyPart(start, end, distance, next, length);
      }
    }
    writeLiteral(length);
  }

  /** Returns a distance, or 0 if no copy reaches so far back. */
  private static int reach(int distance, int position) {
    return distance > 0 && distance <= Math.min(MAX_DISTANCE, position) ? distance : 0;
  }

  /** Compresses a part with copies of this distance. */
  private void copyPart(int start, int end, int distance, int next, int length) {
    int shortest = shortest(distance);
    int position = start;
    while (position < end) {
      int difference = difference(position, distance, length);
      // What is behind the end may be part of a copy that is so much longer that it pays.
      if (difference > end
          && next > 0
          && difference(end, next, length) >= difference + SHORTEST_NEAR) {
        difference = end;
      }
      if (difference - position >= shortest) {
        writeCopy(position, difference, distance);
      }
      position = difference + 1;
    }
  }

  /** Compresses a part with copies of this distance, or from wherever the same bytes stood last. */
  private void searchPart(int start, int end, int distance, int length) {
    int position = start;
    int lastSearched = Math.min(end - 1, length - Integer.BYTES);
    while (position <= lastSearched) {
      int bytes = intAt(source, position);
      int slot = (bytes * 0x9E3779B1) >>> (32 - TABLE_BITS);
      int found = (position - table[slot]) & MAX_DISTANCE;
      table[slot] = (short) position;
      int best = distance;
      int difference = position;
      if (intAt(source, position - distance) == bytes && distance > 0) {
        difference = difference(position, distance, length);
      }
      if (found <= position && intAt(source, position - found) == bytes && found > 0) {
        int foundDifference = difference(position, found, length);
        if (foundDifference > difference) {
          difference = foundDifference;
          best = found;
        }
      }
      if (difference - position < shortest(best)) {
        position++;
        continue;
      }
      int begin = position;
      while (begin > literal && begin > best && isSame(begin - 1, best)) {
        begin--;
      }
      writeCopy(begin, difference, best);
      position = difference;
    }
  }

  private static int shortest(int distance) {
    return distance < NEAR ? SHORTEST_NEAR : SHORTEST_FAR;
  }

  private void writeCopy(int begin, int end, int distance) {
    writeLiteral(begin);
    out = SnappyBlockCompressor.writeCopy(distance, end - begin, target, out);
    literal = end;
  }

  /** Returns the first byte from a position on that can't be copied from so far back. */
  private int difference(int position, int distance, int length) {
    int at = position;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      long difference = longAt(source, at) ^ longAt(source, at - distance);
      if (kinds.length > 0) {
        long own = longAt(kinds, at);
        difference |= (own ^ longAt(kinds, at - distance)) | (own & HOLES);
      }
      if (difference != 0) {
        return at + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
    }
    while (at < length && isSame(at, distance)) {
      at++;
    }
    return at;
  }

  private boolean isSame(int position, int distance) {
    return source[position] == source[position - distance]
        && (kinds.length == 0
            || (kinds[position] != HOLE && kinds[position] == kinds[position - distance]));
  }

  private void writeLiteral(int end) {
    int begin = literal;
    if (begin == end) {
      return;
    }
    int length = end - begin;
    out =
        end <= source.length - WIDE
            ? SnappyBlockCompressor.writeLiteral(source, begin, length, target, out)
            : SnappyBlockCompressor.writeLastLiteral(source, begin, length, target, out);
    if (kinds.length == 0) {
      return;
    }
    if (3 * literalCount == literals.length) {
      literals = Arrays.copyOf(literals, 2 * literals.length);
    }
    literals[3 * literalCount] = begin;
    literals[3 * literalCount + 1] = out - length;
    literals[3 * literalCount + 2] = length;
    literalCount++;
  }

  /** Returns how many literals the last block has after its head, if it has kinds of bytes. */
  public int literalCount() {
    return literalCount;
  }

  /** Returns where in the source a literal begins. */
  public int literalSource(int literal) {
    return literals[3 * literal];
  }

  /** Returns where in the block a literal's bytes begin. */
  public int literalTarget(int literal) {
    return literals[3 * literal + 1];
  }

  /** Returns how many bytes a literal has. */
  public int literalLength(int literal) {
    return literals[3 * literal + 2];
  }

  private static int intAt(byte[] bytes, int index) {
    return (int) INT.get(bytes, index);
  }

  private static long longAt(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }
}
