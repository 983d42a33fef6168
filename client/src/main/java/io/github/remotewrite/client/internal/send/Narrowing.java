/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.RequestSplitter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the series for which a receiver refuses a whole request of 1.0, and delivers the rest.
 *
 * <p>Prometheus rolls a request back for one sample that is out of order. So the request is divided
 * in halves, and those that are refused again, until single series are left. The number of requests
 * this may take is bounded; what is refused then is dropped as it stands.
 */
final class Narrowing {
  // Enough to find four culprits in 2,000 series: each takes two requests for each of 11 halvings,
  // less what they share.
  private static final int MAX_REQUESTS = 64;
  private static final int MAX_NAME_LENGTH = 300;

  private final Delivery delivery;
  private final RequestSplitter splitter = new RequestSplitter();

  Narrowing(Delivery delivery) {
    this.delivery = delivery;
  }

  /** Returns whether an answer may be about some of a request's series only. */
  static boolean mayHelp(EncodedRequest request, int status) {
    // 413 is about the size, which halving helps as well; 409 is Thanos' 400.
    return request.samples() > 1
        && (status == 400 || status == 409 || status == 413 || status == 422);
  }

  /**
   * Delivers what can be delivered of a request that was refused.
   *
   * @param failure why it was refused
   */
  void deliverRest(
      EncodedRequest refused, Outcome.Failure failure, long deadlineNanos, Receipt receipt)
      throws InterruptedException {
    Deque<Refused> open = new ArrayDeque<>();
    open.push(new Refused(refused, failure));
    int requests = 0;
    while (!open.isEmpty()) {
      Refused next = open.pop();
      if (next.request.samples() == 1 || requests >= MAX_REQUESTS) {
        receipt.dropped(next.request.samples(), DropReason.REJECTED, named(next));
        continue;
      }
      for (EncodedRequest half : splitter.split(next.request)) {
        requests++;
        Outcome outcome = delivery.deliver(half, deadlineNanos);
        if (outcome instanceof Outcome.Written) {
          receipt.written(half.samples(), half.length());
        } else if (outcome instanceof Outcome.Permanent permanent) {
          open.push(new Refused(half, permanent.failure()));
        } else if (outcome instanceof Outcome.Retryable retryable) {
          receipt.dropped(half.samples(), DropReason.TIMEOUT, retryable.failure());
        }
      }
    }
  }

  private Outcome.Failure named(Refused refused) {
    String series = splitter.firstSeries(refused.request).toString();
    String shown =
        series.length() > MAX_NAME_LENGTH ? series.substring(0, MAX_NAME_LENGTH) + "…" : series;
    String which = refused.request.samples() == 1 ? "series=" : "firstSeries=";
    return new Outcome.Failure(
        which + shown + ", " + refused.failure.text(), refused.failure.cause());
  }

  private record Refused(EncodedRequest request, Outcome.Failure failure) {}
}
