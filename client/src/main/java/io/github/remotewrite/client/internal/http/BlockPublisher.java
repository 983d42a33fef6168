/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request as one buffer around the bytes that there are: the JDK's own publisher
 * copies them, 16 KiB at a time.
 */
final class BlockPublisher implements BodyPublisher {
  private final EncodedRequest request;

  BlockPublisher(EncodedRequest request) {
    this.request = request;
  }

  @Override
  public long contentLength() {
    return request.length();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    ByteBuffer block = ByteBuffer.wrap(request.buffer(), 0, request.length()).asReadOnlyBuffer();
    subscriber.onSubscribe(new OneBuffer(block, subscriber));
  }

  /** Hands the buffer over when first asked. */
  private static final class OneBuffer implements Flow.Subscription {
    private final ByteBuffer buffer;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private boolean done;

    OneBuffer(ByteBuffer buffer, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.buffer = buffer;
      this.subscriber = subscriber;
    }

    @Override
    public synchronized void request(long count) {
      if (done) {
        return;
      }
      done = true;
      if (count <= 0) {
        subscriber.onError(new IllegalArgumentException("count must be positive: count=" + count));
        return;
      }
      subscriber.onNext(buffer);
      subscriber.onComplete();
    }

    @Override
    public synchronized void cancel() {
      done = true;
    }
  }
}
