/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to one attempt, and has it as soon as its head is there: whether the rest breaks
 * off or never comes, the status has said all.
 */
final class AnswerReader implements BodyHandler<String> {
  private static final int NO_CONTENT = 204;

  private volatile @Nullable Started started;

  @Override
  public BodySubscriber<String> apply(ResponseInfo head) {
    if (Answer.isWritten(head.statusCode()) && hasNoBody(head)) {
      started = new Started(head, null);
      // The JDK trusts its own subscribers, and asks others on a thread of their own.
      return BodySubscribers.replacing("");
    }
    boolean wanted = !Answer.isWritten(head.statusCode()) || Answer.isHtml(head.headers());
    ErrorText text =
        new ErrorText(wanted, head.headers().firstValue("Content-Encoding").orElse(""));
    started = new Started(head, text);
    return text;
  }

  private static boolean hasNoBody(ResponseInfo head) {
    if (head.statusCode() == NO_CONTENT) {
      return true;
    }
    List<String> lengths = head.headers().map().get("Content-Length");
    return lengths != null && lengths.size() == 1 && lengths.get(0).equals("0");
  }

  /** Returns what has arrived; null without a head. */
  @Nullable Answer answer() {
    Started now = started;
    if (now == null) {
      return null;
    }
    ErrorText text = now.text;
    return new Answer(
        now.head.statusCode(),
        now.head.headers(),
        text == null ? "" : text.soFar(),
        text == null || text.isComplete());
  }

  /**
   * @param text null if there is none to come
   */
  private record Started(ResponseInfo head, @Nullable ErrorText text) {}
}
