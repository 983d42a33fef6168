/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import java.util.List;

/**
 * Hands one queued request over to the receiver, in whichever version it understands and in however
 * many pieces that takes.
 */
final class Handover {
  private final Delivery delivery;
  private final Negotiation negotiation;
  private final V1Rewriter rewriter;
  private final Narrowing narrowing;

  Handover(Delivery delivery, Negotiation negotiation, V1Rewriter rewriter) {
    this.delivery = delivery;
    this.negotiation = negotiation;
    this.rewriter = rewriter;
    this.narrowing = new Narrowing(delivery);
  }

  void handOver(EncodedRequest request, long deadlineNanos, Receipt receipt)
      throws InterruptedException {
    // It may have been encoded before the receiver showed what it understands.
    if (negotiation.protocol() == Protocol.V1) {
      deliverAsV1(request, deadlineNanos, receipt);
    } else {
      deliver(request, deadlineNanos, receipt);
    }
  }

  private void deliverAsV1(EncodedRequest request, long deadlineNanos, Receipt receipt)
      throws InterruptedException {
    List<EncodedRequest> parts = rewriter.rewrite(request);
    receipt.recounted(parts.stream().mapToLong(EncodedRequest::samples).sum() - request.samples());
    for (EncodedRequest part : parts) {
      deliver(part, deadlineNanos, receipt);
    }
  }

  private void deliver(EncodedRequest request, long deadlineNanos, Receipt receipt)
      throws InterruptedException {
    Outcome outcome = delivery.deliver(request, deadlineNanos);
    if (outcome instanceof Outcome.Written written) {
      negotiation.written(request.protocol(), written.reported(), request.samples());
      receipt.written(request.samples(), request.length());
    } else if (outcome instanceof Outcome.NotUnderstood refusal) {
      notUnderstood(request, refusal.failure(), deadlineNanos, receipt);
    } else if (outcome instanceof Outcome.Permanent permanent) {
      refused(request, permanent, deadlineNanos, receipt);
    } else if (outcome instanceof Outcome.Retryable retryable) {
      if (retryable.status() == 0) {
        negotiation.away();
      }
      receipt.dropped(request.samples(), DropReason.TIMEOUT, retryable.failure());
    }
  }

  private void notUnderstood(
      EncodedRequest request, Outcome.Failure failure, long deadlineNanos, Receipt receipt)
      throws InterruptedException {
    if (!negotiation.fallBack(failure)) {
      receipt.dropped(request.samples(), DropReason.REJECTED, failure);
      return;
    }
    deliverAsV1(request, deadlineNanos, receipt);
  }

  private void refused(
      EncodedRequest request, Outcome.Permanent refusal, long deadlineNanos, Receipt receipt)
      throws InterruptedException {
    if (request.protocol() == Protocol.V2) {
      // A receiver of 1.0 may answer 400 to what it can't read; one of 2.0 says what it wrote.
      boolean unread = refusal.status() == 400 && refusal.reported() < 0;
      if (unread && negotiation.isUndecided()) {
        notUnderstood(request, refusal.failure(), deadlineNanos, receipt);
        return;
      }
      long written = Math.min(Math.max(0, refusal.reported()), request.samples());
      if (written > 0) {
        negotiation.written(request.protocol(), written, request.samples());
        receipt.written(written, request.length());
      }
      if (written < request.samples()) {
        receipt.dropped(request.samples() - written, DropReason.REJECTED, refusal.failure());
      }
    } else if (Narrowing.mayHelp(request, refusal.status())) {
      narrowing.deliverRest(request, refusal.failure(), deadlineNanos, receipt);
    } else {
      receipt.dropped(request.samples(), DropReason.REJECTED, refusal.failure());
    }
  }
}
