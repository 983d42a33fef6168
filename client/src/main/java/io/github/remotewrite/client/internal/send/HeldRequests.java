/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Refused requests whose refusal may be about the version, oldest first. They have no outcome until
 * that is decided; the oldest makes room for the newest. Belongs to one lane.
 */
final class HeldRequests {
  static final int CAPACITY = 16;

  private final Deque<Held> held = new ArrayDeque<>();
  private final LongAdder samples;

  /**
   * @param samples counts the samples that all lanes hold
   */
  HeldRequests(LongAdder samples) {
    this.samples = samples;
  }

  /**
   * Holds a request.
   *
   * @return the oldest, if there is no room for it any more; it is to be {@linkplain #release
   *     released}
   */
  @Nullable Held add(Held refused) {
    refused.part.request().retain();
    samples.add(refused.part.samples());
    held.add(refused);
    return held.size() > CAPACITY ? held.remove() : null;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Returns the oldest, which stays; null if there is none. */
  @Nullable Held oldest() {
    return held.peek();
  }

  /** Takes all, oldest first; each is to be {@linkplain #release released}. */
  Deque<Held> takeAll() {
    Deque<Held> all = new ArrayDeque<>(held);
    held.clear();
    return all;
  }

  /** Puts back what was taken and is still to be decided. */
  void putBack(Deque<Held> older) {
    while (!older.isEmpty()) {
      held.push(older.removeLast());
    }
  }

  /** Releases what was taken and has its outcome. */
  void release(Held decided) {
    samples.add(-decided.part.samples());
    decided.part.request().release();
  }

  /**
   * A refused request.
   *
   * @param asAWhole whether it was refused for something that all of its samples share
   * @param proofs {@link Negotiation#proofs} when it was refused
   */
  record Held(RequestPart part, Outcome.Failure refusal, boolean asAWhole, long proofs) {}
}
