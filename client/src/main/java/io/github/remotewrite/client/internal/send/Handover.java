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
    this.narrowing = new Narrowing(delivery, this::settle);
  }

  /**
   * Delivers a request, and writes down what became of each of its samples.
   *
   * @param expiresMillis when it is too old, in milliseconds since the epoch
   * @throws InterruptedException if the lane was stopped; the rest has no outcome then
   */
  void handOver(EncodedRequest request, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    // It may have been encoded before the receiver showed what it understands.
    if (negotiation.protocol() == Protocol.V1) {
      deliverAsV1(request, expiresMillis, receipt);
    } else {
      deliver(request, expiresMillis, receipt);
    }
  }

  private void deliverAsV1(EncodedRequest request, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    List<EncodedRequest> parts = rewriter.rewrite(request);
    long repeated = rewriter.repeats().takeSamples();
    long samples = parts.stream().mapToLong(EncodedRequest::samples).sum() + repeated;
    receipt.recounted(samples - request.samples());
    if (repeated > 0) {
      receipt.dropped(
          repeated, DropReason.DUPLICATE_SERIES, Outcome.Failure.repeated(rewriter.repeats()));
    }
    for (EncodedRequest part : parts) {
      deliver(part, expiresMillis, receipt);
      if (part != request) {
        part.release();
      }
    }
  }

  private void deliver(EncodedRequest request, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    Trial trial = narrowing.trial();
    while (true) {
      Outcome outcome = delivery.deliver(request, expiresMillis, trial);
      if (!(outcome instanceof Outcome.Stuck stuck)) {
        if (outcome instanceof Outcome.Written) {
          narrowing.wholeWritten();
        }
        settle(request, outcome, expiresMillis, receipt);
        return;
      }
      if (narrowing.deliverStuck(request, stuck.failure(), trial, expiresMillis, receipt)) {
        return;
      }
      trial.resume();
    }
  }

  /** Writes down an outcome, after whatever else it takes. */
  private void settle(EncodedRequest request, Outcome outcome, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    if (outcome instanceof Outcome.Written written) {
      negotiation.written(request.protocol(), written.reported(), request.samples());
      receipt.written(request.samples(), request.length());
    } else if (outcome instanceof Outcome.NotUnderstood refusal) {
      notUnderstood(request, refusal.failure(), expiresMillis, receipt);
    } else if (outcome instanceof Outcome.Permanent permanent) {
      refused(request, permanent, expiresMillis, receipt);
    } else if (outcome instanceof Outcome.GivenUp givenUp) {
      receipt.dropped(request.samples(), givenUp.reason(), givenUp.failure());
    } else {
      throw new IllegalStateException("outcome must be final: outcome=" + outcome);
    }
  }

  private void notUnderstood(
      EncodedRequest request, Outcome.Failure failure, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    if (!negotiation.fallBack(failure)) {
      receipt.dropped(request.samples(), DropReason.REJECTED, failure);
      return;
    }
    deliverAsV1(request, expiresMillis, receipt);
  }

  private void refused(
      EncodedRequest request, Outcome.Permanent refusal, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    if (Narrowing.mayHelp(request, refusal.status())) {
      narrowing.deliverRefused(request, refusal.failure(), expiresMillis, receipt);
    } else if (request.protocol() == Protocol.V2) {
      refusedAsV2(request, refusal, expiresMillis, receipt);
    } else {
      receipt.dropped(request.samples(), DropReason.REJECTED, refusal.failure());
    }
  }

  private void refusedAsV2(
      EncodedRequest request, Outcome.Permanent refusal, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    // A receiver of 1.0 may answer 400 to what it can't read; one of 2.0 says what it wrote.
    boolean unread = refusal.status() == 400 && refusal.reported() < 0;
    if (unread && negotiation.isUndecided()) {
      notUnderstood(request, refusal.failure(), expiresMillis, receipt);
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
  }
}
