/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.snappy.AlikeBlockCompressor;
import io.github.remotewrite.client.internal.snappy.Likeness;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Compressed requests, in arrays of requests that have been sent where there are some.
 *
 * <p>Not thread-safe, though requests are released by other threads.
 */
final class RequestPool {
  // Requests beyond are made for one time: a receiver that was away must not fill memory for good.
  private static final int MAX_LENT = 64;

  private final Protocol protocol;
  private final boolean histograms;
  private final CompressionScratch scratch;
  private final Deque<EncodedRequest> lent = new ArrayDeque<>();
  private final RecentNeed need = new RecentNeed();
  private int ofThisWrite;

  /**
   * @param histograms as in {@link EncodedRequest}
   */
  RequestPool(Protocol protocol, boolean histograms, CompressionScratch scratch) {
    this.protocol = protocol;
    this.histograms = histograms;
    this.scratch = scratch;
  }

  /**
   * Compresses a message.
   *
   * @param likeness what its series are like, after its head; if empty, it is searched for
   */
  EncodedRequest compress(ProtoBuffer message, int headSize, Likeness likeness, int samples) {
    byte[] target = scratch.target(message.size());
    int length =
        likeness.isEmpty()
            ? scratch.search().compress(message.array(), 0, message.size(), target, 0)
            : scratch
                .alike()
                .compress(
                    message.array(),
                    headSize,
                    message.size(),
                    likeness,
                    AlikeBlockCompressor.ALL_CONSTANT,
                    target);
    byte[] buffer = takeFree(length);
    if (buffer == null) {
      // Next time it will be a little longer, or shorter.
      buffer = Arrays.copyOf(target, length + length / 8);
    } else {
      System.arraycopy(target, 0, buffer, 0, length);
    }
    EncodedRequest request = new EncodedRequest(protocol, buffer, length, samples, histograms);
    ofThisWrite++;
    lent.addLast(request);
    if (lent.size() > MAX_LENT) {
      lent.removeFirst();
    }
    return request;
  }

  /**
   * Returns the smallest array that nobody has any more and that is large enough, but not much too
   * large; so a larger one is left for a larger request.
   */
  private byte @Nullable [] takeFree(int length) {
    EncodedRequest best = null;
    for (EncodedRequest request : lent) {
      int capacity = request.buffer().length;
      if (request.isFree()
          && capacity >= length
          && capacity / 4 <= length
          && (best == null || capacity < best.buffer().length)) {
        best = request;
      }
    }
    if (best == null) {
      return null;
    }
    lent.remove(best);
    return best.buffer();
  }

  /** Ends a write, and lets go of what was lent if it is more than what two writes need. */
  void endWrite() {
    need.note(ofThisWrite);
    ofThisWrite = 0;
    int enough = 2 * need.endWrite(); // One may be on its way while the other is written.
    while (lent.size() > enough) {
      lent.removeFirst();
    }
  }
}
