/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a response body, as text for the log.
 *
 * <p>A body may be of any length and is never interpreted (1.0, "Responses"): {@value #KEPT_BYTES}
 * bytes are kept, {@value #READ_BYTES} are read so that the connection can be used again, and a
 * longer one is cut off with its connection. One that breaks off ends there: the status has said
 * all.
 */
final class ErrorText implements BodySubscriber<String> {
  static final int KEPT_BYTES = 1024;
  static final int READ_BYTES = 64 * 1024;

  private static final CompletableFuture<String> EMPTY = CompletableFuture.completedFuture("");

  private final String encoding;
  private final @Nullable ByteArrayOutputStream kept;
  private final CompletableFuture<String> text;
  private @Nullable Subscription subscription;
  private int read;
  private volatile boolean ended;

  /**
   * @param wanted whether anyone waits for the text; without, it is empty from the start
   * @param encoding the value of {@code Content-Encoding}; empty if there is none
   */
  ErrorText(boolean wanted, String encoding) {
    this.encoding = encoding;
    this.kept = wanted ? new ByteArrayOutputStream() : null;
    this.text = wanted ? new CompletableFuture<>() : EMPTY;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  /** Returns whether the whole text, or as much as is kept of it, has arrived. */
  boolean isComplete() {
    return ended;
  }

  /** Returns the text; empty while more of it is awaited. */
  String soFar() {
    return text.getNow("");
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      read += buffer.remaining();
      if (kept != null) {
        byte[] start = new byte[Math.min(buffer.remaining(), KEPT_BYTES - kept.size())];
        buffer.get(start);
        kept.writeBytes(start);
      }
    }
    if (read > READ_BYTES && subscription != null) {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable throwable) {
    complete();
  }

  @Override
  public void onComplete() {
    ended = true;
    complete();
  }

  private void complete() {
    if (kept != null) {
      text.complete(ContentDecoding.text(kept.toByteArray(), encoding, KEPT_BYTES));
    }
  }
}
