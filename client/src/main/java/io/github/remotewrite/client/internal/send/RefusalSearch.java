/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.RequestSplitter;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what can be delivered of a refused request, and drops the series that are refused.
 *
 * <p>Prometheus rolls a request of 1.0 back for one sample that is out of order, and answers 500 to
 * one native histogram that it was not told to take. Of 2.0, receivers store the rest, but not all
 * of them count it. {@link Division} says which part comes next. Belongs to one lane.
 */
final class RefusalSearch {
  private final Delivery delivery;
  private final PartDelivery parts;
  private final VersionSwitch versions;
  private final ReportedCounts counts;
  private final RequestSplitter splitter;
  private final NamedFailures named;
  private final DoubleSupplier random;
  // Whether nothing at all was written of the last request that was stuck: then it is not about
  // some of its series, and the next one's need not be searched.
  private boolean hopeless;

  /**
   * @param parts delivers what a part becomes
   * @param random a source of numbers in [0, 1)
   */
  RefusalSearch(
      Delivery delivery,
      PartDelivery parts,
      VersionSwitch versions,
      ReportedCounts counts,
      RequestSplitter splitter,
      DoubleSupplier random) {
    this.delivery = delivery;
    this.parts = parts;
    this.versions = versions;
    this.counts = counts;
    this.splitter = splitter;
    this.named = new NamedFailures(splitter);
    this.random = random;
  }

  /** Begins the trial of another request. */
  Trial trial() {
    return Trial.ofRequest(hopeless);
  }

  /** Notes that a request was written as it was. */
  void wholeWritten() {
    hopeless = false;
  }

  /**
   * Delivers what can be delivered of a request of which something was refused.
   *
   * @param outcome that of the whole request
   */
  void deliverRefused(RequestPart whole, Outcome outcome) throws InterruptedException {
    Division division = newDivision(whole);
    note(division, whole, outcome);
    for (RequestPart half = next(division, whole); half != null; half = next(division, whole)) {
      // A receiver in trouble is waited for, as with a request as a whole.
      Outcome ofHalf = parts.finalOutcome(half, Trial.ofRequest(false));
      if (ofHalf == null) {
        division.acceptedInPart();
      } else {
        note(division, half, ofHalf);
      }
    }
    dropLeft(division, whole);
  }

  /**
   * Delivers what can be delivered of a request that is answered with 500 again and again.
   *
   * @return false if the receiver writes nothing of it and no other requests either: then it is in
   *     trouble, and the request has no outcome yet
   */
  boolean isStuckDelivered(RequestPart whole, Outcome.Failure failure, Trial trial)
      throws InterruptedException {
    if (trial.isCulprit() && hopeless) {
      whole.dropped(DropReason.REJECTED, named.named(whole.request(), failure));
      return true;
    }
    Division division = newDivision(whole);
    if (trial.isCulprit()) {
      division.refused(whole.request(), failure);
    } else if (whole.samples() <= 1 || !isHalfWritten(division, whole)) {
      return false;
    }
    for (RequestPart half = next(division, whole); half != null; half = next(division, whole)) {
      noteStuck(division, half, outcomeOfStuck(half));
    }
    dropLeft(division, whole);
    hopeless = !division.hasAccepted();
    return true;
  }

  /** Sends the halves of a request; returns false, as if nothing was done, if both are stuck. */
  private boolean isHalfWritten(Division division, RequestPart whole) throws InterruptedException {
    List<EncodedRequest> halves = splitter.split(whole.request());
    RequestPart first = whole.of(halves.get(0));
    RequestPart second = whole.of(halves.get(1));
    Outcome ofFirst = outcomeOfStuck(first);
    if (ofFirst == null) {
      parts.deliver(second);
      division.acceptedInPart();
      return true;
    }
    Outcome ofSecond = outcomeOfStuck(second);
    if (ofFirst instanceof Outcome.Stuck && ofSecond instanceof Outcome.Stuck) {
      return false;
    }
    noteStuck(division, first, ofFirst);
    noteStuck(division, second, ofSecond);
    return true;
  }

  /** Sends a part of a request that is stuck; returns null if it was understood when rewritten. */
  private @Nullable Outcome outcomeOfStuck(RequestPart part) throws InterruptedException {
    Outcome outcome = delivery.deliver(part, Trial.ofPart());
    if (outcome instanceof Outcome.Unavailable unavailable) {
      return versions.askForUnavailable(part, unavailable) == VersionAnswer.UNDERSTOOD
          ? null
          : delivery.deliver(part, Trial.ofPartAsked());
    }
    return outcome;
  }

  private void noteStuck(Division division, RequestPart part, @Nullable Outcome outcome)
      throws InterruptedException {
    if (outcome == null) {
      division.acceptedInPart();
    } else if (outcome instanceof Outcome.Stuck && versions.isOutdated(part)) {
      parts.deliver(part); // The version was decided meanwhile.
      division.acceptedInPart();
    } else {
      note(division, part, outcome);
    }
  }

  /** Returns the next part to send of a request that is divided; null if there is none. */
  private @Nullable RequestPart next(Division division, RequestPart whole)
      throws InterruptedException {
    EncodedRequest request = division.next();
    while (request != null && versions.isDeliveredOutdated(whole.of(request))) {
      request = division.next();
    }
    return request == null ? null : whole.of(request);
  }

  /** Drops what is left of a request that was divided. */
  private void dropLeft(Division division, RequestPart whole) {
    for (Division.Refused culprit : division.culprits()) {
      whole
          .of(culprit.request())
          .dropped(DropReason.REJECTED, named.named(culprit.request(), culprit.reason()));
    }
    List<Division.Refused> unsearched = division.unsearched();
    if (!unsearched.isEmpty()) {
      // All at once, as the log tells of the first and of the sum a minute later.
      Division.Refused first = unsearched.get(0);
      long samples = unsearched.stream().mapToLong(part -> part.request().samples()).sum();
      Outcome.Failure failure = named.namedFirst(first.request(), first.reason());
      whole.receipt().dropped(samples, DropReason.UNSEARCHED, failure);
    }
  }

  /** Records the outcome of a part, or that the search goes on in it. */
  private void note(Division division, RequestPart part, Outcome outcome)
      throws InterruptedException {
    if (outcome instanceof Outcome.RefusedInPart refusal) {
      noteRefusal(division, part, refusal);
    } else if (outcome instanceof Outcome.Stuck stuck) {
      division.refused(part.request(), stuck.failure());
    } else if (outcome instanceof Outcome.TooLarge refusal) {
      division.refusedAsAWhole(part.request(), refusal.failure());
    } else {
      if (outcome instanceof Outcome.Written) {
        division.accepted();
      }
      parts.settle(part, outcome);
    }
  }

  private void noteRefusal(Division division, RequestPart part, Outcome.RefusedInPart refusal)
      throws InterruptedException {
    long reported = refusal.reported();
    if (reported >= 0) {
      versions.counted();
    }
    if (counts.areBelieved(reported, part.samples())) {
      division.acceptedInPart();
      part.writtenInPart(reported, refusal.failure());
      return;
    }
    if (reported >= part.samples() && isHandledWithoutExemplars(division, part)) {
      return;
    }
    if (refusal.mayBeVersion()) {
      VersionAnswer answer = versions.decide(part, refusal.failure(), false);
      if (answer == VersionAnswer.UNDERSTOOD) {
        division.acceptedInPart();
      }
      if (answer == VersionAnswer.UNDERSTOOD || answer == VersionAnswer.UNANSWERED) {
        return;
      }
    }
    division.refused(part.request(), refusal.failure());
  }

  /**
   * Sends a refused part that the receiver counts as written without its exemplars: Prometheus
   * answers 400 to an exemplar that comes late, and stores its sample.
   *
   * @return false if it has no exemplars
   */
  private boolean isHandledWithoutExemplars(Division division, RequestPart part)
      throws InterruptedException {
    EncodedRequest bare = splitter.withoutExemplars(part.request());
    if (bare == null) {
      return false;
    }
    Outcome outcome = parts.finalOutcome(part.of(bare), Trial.ofRequest(false));
    if (outcome == null) {
      division.acceptedInPart();
    } else {
      note(division, part.of(bare), outcome);
    }
    return true;
  }

  private Division newDivision(RequestPart whole) {
    return new Division(whole.samples(), splitter, random);
  }
}
