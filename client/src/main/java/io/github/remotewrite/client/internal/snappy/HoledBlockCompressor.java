/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

import java.util.Arrays;

/**
 * Compresses a byte array to a snappy block in which some bytes can be written over afterwards.
 *
 * <p>A snappy block has no checksum, and a copy says only how far back to look. So a byte may be
 * changed wherever it stands as a literal that no copy reads. The caller says of every byte of the
 * input which kind it is:
 *
 * <pre>
 *   {@link #CONSTANT}   copied from constants
 *   {@link #HOLE}       always a literal, never copied
 *   2 and above         copied from bytes of the same kind only: those that always change together
 * </pre>
 *
 * <p>Matches are looked for at the distance of the last one, because records of equal form follow
 * each other, and by hash like everywhere; the longer one is taken. Not thread-safe; the tables are
 * reused.
 */
public final class HoledBlockCompressor {
  /** The kind of bytes that stay. */
  public static final byte CONSTANT = 0;

  /** The kind of bytes that change, each on its own. */
  public static final byte HOLE = 1;

  private static final int MIN_MATCH = 4;
  // A copy of so few bytes is two long if it is from so near, else three; and it may cut a literal.
  private static final int SHORT_MATCH = 4;
  private static final int NEAR = 2048;
  private static final int MAX_DISTANCE = 65535;
  private static final int TABLE_BITS = 14;

  private final int[] table = new int[1 << TABLE_BITS];
  // Source, target and length of each literal, in order.
  private int[] literals = new int[3 * 256];
  private int literalCount;

  private byte[] source = {};
  private byte[] kinds = {};
  private byte[] target = {};
  private int out;

  /**
   * Compresses the first {@code length} bytes of {@code source} and returns how many bytes of
   * {@code target}, which has room for {@link #maxCompressedLength}, they became.
   *
   * @param kinds the kind of each byte
   */
  public int compress(byte[] source, int length, byte[] kinds, byte[] target) {
    this.source = source;
    this.kinds = kinds;
    this.target = target;
    literalCount = 0;
    Arrays.fill(table, -1);
    out = SnappyBlockCompressor.writePreamble(length, target, 0);
    compress(length);
    this.source = new byte[0];
    this.kinds = this.source;
    this.target = this.source;
    return out;
  }

  /** Returns how much room {@link #compress} needs. */
  public static int maxCompressedLength(int length) {
    return SnappyBlockCompressor.maxCompressedLength(length);
  }

  private void compress(int length) {
    int literal = 0;
    int position = 0;
    int distance = 0;
    int holeAt = nextHole(0, length);
    while (position < length) {
      if (position == holeAt) {
        position = endOfHole(position, length);
        holeAt = nextHole(position, length);
        continue;
      }
      if (holeAt - position < MIN_MATCH) {
        position = holeAt;
        continue;
      }
      int candidate = position - distance;
      int matched = distance > 0 ? matchLength(candidate, position, holeAt) : 0;
      int slot = hash(position);
      int latest = table[slot];
      table[slot] = position;
      if (latest >= 0 && latest != candidate && position - latest <= MAX_DISTANCE) {
        int latestMatched = matchLength(latest, position, holeAt);
        if (latestMatched > matched) {
          matched = latestMatched;
          candidate = latest;
        }
      }
      if (matched < MIN_MATCH || (matched == SHORT_MATCH && position - candidate >= NEAR)) {
        position++;
        continue;
      }
      distance = position - candidate;
      int begin = position;
      while (begin > literal && begin > distance && isSame(begin - 1 - distance, begin - 1)) {
        begin--;
      }
      writeLiteral(literal, begin);
      position += matched;
      out = SnappyBlockCompressor.writeCopy(distance, position - begin, target, out);
      literal = position;
    }
    writeLiteral(literal, length);
  }

  private boolean isSame(int candidate, int position) {
    return source[candidate] == source[position]
        && kinds[candidate] == kinds[position]
        && kinds[position] != HOLE;
  }

  /** Returns how many bytes before {@code end}, where the next hole is, are the same. */
  private int matchLength(int candidate, int position, int end) {
    if (source[candidate] != source[position] || kinds[candidate] != kinds[position]) {
      return 0;
    }
    int length = end - position;
    int same = Arrays.mismatch(source, candidate, candidate + length, source, position, end);
    if (same < 0) {
      same = length;
    }
    if (same < MIN_MATCH) {
      return 0;
    }
    int ofAKind =
        Arrays.mismatch(kinds, candidate, candidate + same, kinds, position, position + same);
    return ofAKind < 0 ? same : ofAKind;
  }

  private int nextHole(int position, int length) {
    int at = position;
    while (at < length && kinds[at] != HOLE) {
      at++;
    }
    return at;
  }

  private int endOfHole(int position, int length) {
    int at = position;
    while (at < length && kinds[at] == HOLE) {
      at++;
    }
    return at;
  }

  private int hash(int position) {
    int bytes =
        (source[position] & 0xFF)
            | (source[position + 1] & 0xFF) << 8
            | (source[position + 2] & 0xFF) << 16
            | source[position + 3] << 24;
    return (bytes * 0x9E3779B1) >>> (32 - TABLE_BITS);
  }

  private void writeLiteral(int begin, int end) {
    if (begin == end) {
      return;
    }
    int length = end - begin;
    out = SnappyBlockCompressor.writeLastLiteral(source, begin, length, target, out);
    if (3 * literalCount == literals.length) {
      literals = Arrays.copyOf(literals, 2 * literals.length);
    }
    literals[3 * literalCount] = begin;
    literals[3 * literalCount + 1] = out - length;
    literals[3 * literalCount + 2] = length;
    literalCount++;
  }

  /** Returns how many literals the last block has. */
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
}
