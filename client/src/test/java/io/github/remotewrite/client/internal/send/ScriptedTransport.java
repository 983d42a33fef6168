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
  private final Deque<Outcome> answers;
  private final List<EncodedRequest> attempts = new ArrayList<>();
  private final List<Long> timeouts = new ArrayList<>();

  ScriptedTransport(Outcome... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  static Outcome written() {
    return new Outcome.Written(-1);
  }

  static Outcome retryable(String text) {
    return new Outcome.Retryable(new Outcome.Failure(text, null), 503, 0);
  }

  static Outcome permanent(String text) {
    return new Outcome.Permanent(new Outcome.Failure(text, null), 403, -1);
  }

  @Override
  public synchronized Outcome attempt(EncodedRequest request, int attempt, long timeoutNanos) {
    attempts.add(request);
    timeouts.add(timeoutNanos);
    return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
  }

  synchronized List<EncodedRequest> attempts() {
    return List.copyOf(attempts);
  }

  synchronized List<Long> timeouts() {
    return List.copyOf(timeouts);
  }
}
