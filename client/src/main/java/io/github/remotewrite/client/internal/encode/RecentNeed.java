/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

/**
 * How much of something is needed: as much as lately.
 *
 * <p>The first writes of an encoder, or some with much that is new, need buffers that later ones
 * don't. So what was needed once is forgotten bit by bit with each write that needed less, half of
 * it after 44, until what is kept for it is let go. Not sooner, because a collection may be split
 * into several writes of which only one needs as much.
 */
final class RecentNeed {
  private static final int FORGOTTEN_EACH = 64; // one in so many

  private int most;
  private int lately;

  /** Notes how much this write needs, which may need other amounts as well. */
  void note(int amount) {
    most = Math.max(most, amount);
  }

  /** Ends a write, and returns how much the next one should have. */
  int endWrite() {
    lately = Math.max(most, lately - (lately + FORGOTTEN_EACH - 1) / FORGOTTEN_EACH);
    most = 0;
    return lately;
  }

  /** Ends a write, and returns whether this is more than twice what the next one needs. */
  boolean endWriteWith(int kept) {
    return kept / 2 > endWrite();
  }
}
