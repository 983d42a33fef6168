/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A transport that answers from a list, then with its last answer for ever. */
final class ScriptedTransport implements Transport {
  private final Deque<Reply> replies;
  private final List<EncodedRequest> attempts = new ArrayList<>();
  private final List<Long> timeouts = new ArrayList<>();

  ScriptedTransport(Reply... replies) {
    this.replies = new ArrayDeque<>(List.of(replies));
  }

  /** Returns an answer with this status, without Written headers and body. */
  static Reply answer(int status) {
    return answer(status, -1);
  }

  /** Returns an answer whose Written headers say so. */
  static Reply answer(int status, long samplesWritten) {
    return new Reply.Answer(status, samplesWritten, Reply.Content.PLAIN, false, 0, "");
  }

  @Override
  public synchronized Reply attempt(EncodedRequest request, int attempt, long timeoutNanos) {
    attempts.add(request);
    timeouts.add(timeoutNanos);
    return replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
  }

  synchronized List<EncodedRequest> attempts() {
    return List.copyOf(attempts);
  }

  synchronized List<Long> timeouts() {
    return List.copyOf(timeouts);
  }
}
