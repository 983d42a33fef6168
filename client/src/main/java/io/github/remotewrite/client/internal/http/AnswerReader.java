/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to one attempt, and has it as soon as its head is there: whether the rest breaks
 * off or never comes, the status has said all.
 */
final class AnswerReader implements BodyHandler<String> {
  private volatile @Nullable Started started;

  @Override
  public BodySubscriber<String> apply(ResponseInfo head) {
    ErrorText text = new ErrorText(!Answer.isWritten(head.statusCode()));
    started = new Started(head, text);
    return text;
  }

  /** Returns what has arrived; null without a head. */
  @Nullable Answer answer() {
    Started now = started;
    return now == null
        ? null
        : new Answer(now.head.statusCode(), now.head.headers(), now.text.soFar());
  }

  private record Started(ResponseInfo head, ErrorText text) {}
}
