/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.RequestSplitter;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers queued requests, in the version that the receiver understands and in however many parts
 * that takes, and records an outcome for each sample. Belongs to one lane.
 */
final class Handover implements PartDelivery {
  private final Delivery delivery;
  private final VersionSwitch versions;
  private final RefusalSearch search;

  /**
   * @param random a source of numbers in [0, 1)
   * @param samplesHeld counts the samples that all lanes hold until the version is decided
   */
  Handover(
      Delivery delivery,
      Negotiation negotiation,
      VersionDoubts doubts,
      ReportedCounts counts,
      V1Rewriter toV1,
      DoubleSupplier random,
      LongAdder samplesHeld) {
    RequestSplitter splitter = new RequestSplitter();
    this.delivery = delivery;
    this.versions =
        new VersionSwitch(delivery, this, negotiation, doubts, toV1, splitter, samplesHeld);
    this.search = new RefusalSearch(delivery, this, versions, counts, splitter, random);
  }

  /**
   * Delivers a request. Its outcomes are recorded when this method returns, unless it is held until
   * the version is decided.
   *
   * @throws InterruptedException if the lane was stopped; the rest has no outcome then
   */
  void handOver(RequestPart request) throws InterruptedException {
    versions.begin();
    try {
      deliver(request);
    } finally {
      versions.end();
    }
    versions.settleHeld();
  }

  /** Records an outcome for what is held, as nothing more will be found out. */
  void stop() {
    versions.stop();
  }

  @Override
  public void deliver(RequestPart part) throws InterruptedException {
    if (versions.isDeliveredOutdated(part)) {
      return;
    }
    Outcome outcome = finalOutcome(part, search.trial());
    if (outcome instanceof Outcome.Written) {
      search.wholeWritten();
    }
    if (outcome != null) {
      settle(part, outcome);
    }
  }

  @Override
  public @Nullable Outcome finalOutcome(RequestPart part, Trial trial) throws InterruptedException {
    while (true) {
      Outcome outcome = delivery.deliver(part, trial);
      if (outcome instanceof Outcome.Stuck stuck) {
        if (search.isStuckDelivered(part, stuck.failure(), trial)) {
          return null;
        }
        trial.resume();
      } else if (outcome instanceof Outcome.Unavailable unavailable) {
        VersionAnswer answer = versions.askForUnavailable(part, unavailable);
        if (answer == VersionAnswer.UNDERSTOOD) {
          return null;
        }
        if (answer == VersionAnswer.UNSEARCHED) {
          return new Outcome.GivenUp(unavailable.failure(), DropReason.UNSEARCHED);
        }
      } else {
        return outcome;
      }
    }
  }

  @Override
  public void settle(RequestPart part, Outcome outcome) throws InterruptedException {
    if (outcome instanceof Outcome.Written written) {
      versions.written(part, written.reported());
      part.written();
      versions.settleHeld();
    } else if (outcome instanceof Outcome.OtherVersion refusal) {
      versions.notUnderstood(part, refusal);
    } else if (outcome instanceof Outcome.Refused refusal) {
      boolean mayBeVersion = refusal.mayBeVersion();
      switch (mayBeVersion
          ? versions.decide(part, refusal.failure(), true)
          : VersionAnswer.REFUSED) {
        case REFUSED -> part.dropped(DropReason.REJECTED, refusal.failure());
        case UNSEARCHED -> part.dropped(DropReason.UNSEARCHED, refusal.failure());
        case UNDERSTOOD, UNANSWERED -> {} // Delivered, or held.
      }
    } else if (outcome instanceof Outcome.Unknown unknown) {
      part.dropped(DropReason.UNKNOWN, unknown.failure());
    } else if (outcome instanceof Outcome.GivenUp givenUp) {
      part.dropped(givenUp.reason(), givenUp.failure());
    } else {
      search.deliverRefused(part, outcome);
    }
  }
}
