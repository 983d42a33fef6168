/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.snappy.AlikeBlockCompressor;
import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import java.util.Arrays;

/**
 * What compressing a request needs, for all requests of an encoder one after the other.
 *
 * <p>Not thread-safe. The arrays are valid until the next request, and let go once requests are
 * much smaller.
 */
final class CompressionScratch {
  private final SnappyBlockCompressor search = new SnappyBlockCompressor();
  private AlikeBlockCompressor alike = new AlikeBlockCompressor(search);
  private byte[] target = {};
  private byte[] kinds = {};
  private final RecentNeed targetNeed = new RecentNeed();
  private final RecentNeed kindsNeed = new RecentNeed();

  /** Returns what compresses messages of which nothing is known. */
  SnappyBlockCompressor search() {
    return search;
  }

  /** Returns what compresses messages of which it is known what is like what. */
  AlikeBlockCompressor alike() {
    return alike;
  }

  /** Returns an array that is long enough for the block of such a message. */
  byte[] target(int messageLength) {
    int bound = SnappyBlockCompressor.maxCompressedLength(messageLength);
    targetNeed.note(bound);
    if (target.length < bound) {
      target = new byte[withMargin(bound)];
    }
    return target;
  }

  /** Returns an array that says of each byte of such a message that it is constant. */
  byte[] kinds(int messageLength) {
    kindsNeed.note(messageLength);
    if (kinds.length < messageLength) {
      kinds = new byte[withMargin(messageLength)];
    } else {
      Arrays.fill(kinds, 0, messageLength, AlikeBlockCompressor.CONSTANT);
    }
    return kinds;
  }

  /** The next request will be a little longer, or shorter. */
  private static int withMargin(int length) {
    return length + length / 16;
  }

  /** Ends a write. */
  void endWrite() {
    if (targetNeed.endWriteWith(target.length)) {
      target = new byte[0];
    }
    if (kindsNeed.endWriteWith(kinds.length)) {
      kinds = new byte[0];
      alike = new AlikeBlockCompressor(search); // which knows every literal of the last template
    }
  }
}
