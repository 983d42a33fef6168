/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.RequestSplitter;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Rewriter;
import io.github.remotewrite.client.internal.send.HeldRequests.Held;
import io.github.remotewrite.client.internal.send.Negotiation.Doubt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Delivers queued requests, in the version that the receiver understands and in however many parts
 * that takes, and records an outcome for each sample. Belongs to one lane.
 */
final class Handover {
  private static final int MAX_NAME_LENGTH = 300;
  private static final int NOT_IMPLEMENTED = 501;
  // Down to a single series of 10,000, and some way up again.
  private static final int MAX_QUESTIONS = 20;

  private final Delivery delivery;
  private final Negotiation negotiation;
  private final ReportedCounts counts;
  private final V1Rewriter toV1;
  private final V2Rewriter toV2 = new V2Rewriter();
  private final RequestSplitter splitter = new RequestSplitter();
  private final DoubleSupplier random;
  private final HeldRequests held = new HeldRequests();
  // Whether nothing at all was written of the last request that was stuck: then it is not about
  // some of its series, and the next one's need not be searched.
  private boolean hopeless;
  // Whether what was held is being settled: what comes of it must not wait behind the rest.
  private boolean settling;
  // The version of which a part of the current request was written: then its refusals are not about
  // the version.
  private @Nullable Protocol writtenVersion;
  // Whether the receiver refused parts of the current request in both versions, which may be about
  // their data.
  private boolean refusedInBoth;

  Handover(
      Delivery delivery,
      Negotiation negotiation,
      ReportedCounts counts,
      V1Rewriter toV1,
      DoubleSupplier random) {
    this.delivery = delivery;
    this.negotiation = negotiation;
    this.counts = counts;
    this.toV1 = toV1;
    this.random = random;
  }

  /**
   * Delivers a request. Its outcomes are recorded when this method returns, unless it is held until
   * the version is decided.
   *
   * @throws InterruptedException if the lane was stopped; the rest has no outcome then
   */
  void handOver(RequestPart request) throws InterruptedException {
    writtenVersion = null;
    settleHeld();
    try {
      deliver(request);
      settleHeld();
    } finally {
      if (refusedInBoth && negotiation.isInDoubt()) {
        negotiation.refusedInBoth();
      }
      refusedInBoth = false;
    }
  }

  /** Records an outcome for what is held, as nothing more will be found out. */
  void stop() {
    held.takeAll().forEach(this::drop);
  }

  /** Decides that the refusal of what was held is about the data. */
  private void drop(Held oldest) {
    RequestPart part = oldest.part();
    part.dropped(DropReason.REJECTED, named(part.request(), oldest.refusal()));
    oldest.release();
  }

  private void deliver(RequestPart part) throws InterruptedException {
    // It may have been encoded before the version was decided.
    if (negotiation.isOutdated(part.protocol())) {
      // What is held is older, and its samples must come first.
      boolean mayProbe = negotiation.takeProbe() && held.isEmpty();
      if (!mayProbe || !isProbeUnderstood(part)) {
        deliverRewritten(part);
      }
      return;
    }
    Outcome outcome = finalOutcome(part, Trial.ofRequest(hopeless));
    if (outcome != null) {
      hopeless &= !(outcome instanceof Outcome.Written);
      settle(part, outcome);
    }
  }

  /** Sends a request for as long as it takes; returns null if it was divided or rewritten. */
  private @Nullable Outcome finalOutcome(RequestPart part, Trial trial)
      throws InterruptedException {
    while (true) {
      Outcome outcome = delivery.deliver(part, trial);
      if (outcome instanceof Outcome.Stuck stuck) {
        if (deliverStuck(part, stuck.failure(), trial)) {
          return null;
        }
        trial.resume();
      } else if (outcome instanceof Outcome.Unavailable unavailable) {
        if (askOtherVersion(heldBack(part, unavailable), false) == Asked.TAKEN) {
          return null;
        }
      } else {
        return outcome;
      }
    }
  }

  private static Held heldBack(RequestPart part, Outcome.Unavailable unavailable) {
    return new Held(part, unavailable.failure(), unavailable.status() == NOT_IMPLEMENTED);
  }

  /** Records a final outcome, after whatever else it takes. */
  private void settle(RequestPart part, Outcome outcome) throws InterruptedException {
    if (outcome instanceof Outcome.Written written) {
      negotiation.written(part.protocol(), written.reported(), part.samples());
      writtenVersion = part.protocol();
      part.written();
      settleHeld();
    } else if (outcome instanceof Outcome.OtherVersion refusal) {
      if (negotiation.notUnderstood(refusal.failure())) {
        settleHeld(oldest -> true);
        deliverRewritten(part);
      } else {
        DropReason reason = refusal.certain() ? DropReason.REJECTED : DropReason.UNKNOWN;
        part.dropped(reason, refusal.failure());
      }
    } else if (outcome instanceof Outcome.Refused refusal) {
      Held refused = new Held(part, refusal.failure(), true);
      if (!refusal.mayBeVersion() || decideVersion(refused, true) == Asked.REFUSED) {
        part.dropped(DropReason.REJECTED, refusal.failure());
      }
    } else if (outcome instanceof Outcome.Unknown unknown) {
      part.dropped(DropReason.UNKNOWN, unknown.failure());
    } else if (outcome instanceof Outcome.GivenUp givenUp) {
      part.dropped(givenUp.reason(), givenUp.failure());
    } else {
      Division division = newDivision(part);
      note(division, part, outcome);
      for (RequestPart half = next(division, part); half != null; half = next(division, part)) {
        // A receiver in trouble is waited for, as with a request as a whole.
        Outcome ofHalf = finalOutcome(half, Trial.ofRequest(false));
        if (ofHalf == null) {
          division.acceptedInPart();
        } else {
          note(division, half, ofHalf);
        }
      }
      dropLeft(division, part);
    }
  }

  // Versions.

  /** Sends a request of 2.0 though 1.0 is believed; returns whether it was understood. */
  private boolean isProbeUnderstood(RequestPart part) throws InterruptedException {
    Outcome outcome = delivery.attempt(part);
    if (!isUnderstood(outcome)) {
      negotiation.probeFailed();
      return false;
    }
    settle(part, outcome);
    return true;
  }

  private static boolean isUnderstood(Outcome outcome) {
    return outcome instanceof Outcome.Written
        || (outcome instanceof Outcome.RefusedInPart refusal && refusal.reported() >= 0);
  }

  private void deliverRewritten(RequestPart part) throws InterruptedException {
    Rewrite rewrite = Rewrite.of(part.request(), toV1, toV2);
    rewrite.commit(part.receipt());
    for (EncodedRequest request : rewrite.requests()) {
      deliver(part.of(request));
      request.release();
    }
  }

  /**
   * Takes care of a refused request whose refusal may be about the version: delivers it in the
   * other one, or holds it.
   *
   * @param mayBeHeld whether the request may wait for what others show
   * @return {@link Asked#UNANSWERED} if it is held, {@link Asked#REFUSED} if nothing was done
   */
  private Asked decideVersion(Held refused, boolean mayBeHeld) throws InterruptedException {
    RequestPart part = refused.part();
    Doubt doubt = negotiation.refused(part.protocol(), part);
    Asked asked = doubt == Doubt.ASK ? askOtherVersion(refused, true) : Asked.REFUSED;
    boolean isOpen = doubt == Doubt.HOLD || asked == Asked.UNANSWERED;
    if (!isOpen) {
      return asked;
    }
    if (!mayBeHeld || settling || part.protocol() == writtenVersion) {
      return Asked.REFUSED;
    }
    Held outdated = held.add(refused);
    if (outdated != null) {
      drop(outdated);
    }
    return Asked.UNANSWERED;
  }

  /**
   * Sends the data of a refused request in the other version, after that of requests that are held.
   *
   * @param patient whether to try again while the receiver is not available, if nothing is held
   */
  private Asked askOtherVersion(Held refused, boolean patient) throws InterruptedException {
    if (!negotiation.isDecided() && refused.asAWhole()) {
      negotiation.notUnderstood(refused.refusal());
      deliverRewritten(refused.part());
      return Asked.TAKEN;
    }
    if (held.isEmpty()) {
      return askOtherVersionAlone(refused, patient);
    }
    Deque<Held> older = held.takeAll();
    boolean wasSettling = settling;
    settling = true;
    try {
      while (!older.isEmpty()) {
        Held oldest = older.getFirst();
        boolean isTooOld = delivery.isExpired(oldest.part());
        Asked asked = isTooOld ? Asked.REFUSED : askOtherVersionAlone(oldest, true);
        if (asked == Asked.UNANSWERED) {
          return Asked.UNANSWERED;
        }
        older.removeFirst();
        if (asked == Asked.TAKEN) {
          oldest.release();
          settle(older, next -> true);
          deliver(refused.part());
          return Asked.TAKEN;
        }
        drop(oldest);
      }
    } finally {
      held.putBack(older);
      settling = wasSettling;
    }
    return askOtherVersionAlone(refused, true);
  }

  private Asked askOtherVersionAlone(Held refused, boolean patient) throws InterruptedException {
    RequestPart part = refused.part();
    Rewrite rewrite = Rewrite.of(part.request(), toV1, toV2);
    try {
      Deque<EncodedRequest> open = new ArrayDeque<>(rewrite.requests());
      List<EncodedRequest> singles = new ArrayList<>();
      for (int questions = 0; !open.isEmpty() && questions < MAX_QUESTIONS; questions++) {
        RequestPart first = part.of(open.remove());
        Outcome outcome = question(first, patient);
        if (isUnderstood(outcome)) {
          negotiation.notUnderstood(refused.refusal());
          rewrite.commit(part.receipt());
          settle(first, outcome);
          open.addAll(singles);
          for (EncodedRequest request : open) {
            deliver(part.of(request));
          }
          return Asked.TAKEN;
        }
        if (!isAboutData(outcome) || !refused.asAWhole()) {
          return notTaken(outcome, patient);
        }
        // It may be the size, or some of the data: the halves will show.
        if (first.samples() > 1) {
          splitter.split(first.request()).forEach(open::push);
        } else {
          singles.add(first.request());
        }
      }
      // It looks at the data, so it may be understood: three more refusals, and it is asked again.
      negotiation.doubtAnew();
      return Asked.REFUSED;
    } finally {
      rewrite.release();
    }
  }

  private Outcome question(RequestPart part, boolean patient) throws InterruptedException {
    return patient ? delivery.deliver(part, Trial.ofQuestion()) : delivery.attempt(part);
  }

  private static boolean isAboutData(Outcome outcome) {
    return outcome instanceof Outcome.RefusedInPart || outcome instanceof Outcome.TooLarge;
  }

  private Asked notTaken(Outcome outcome, boolean patient) {
    if (isAboutData(outcome)) {
      // Other parts of the request will show whether the version is understood.
      refusedInBoth = true;
      return Asked.REFUSED;
    }
    if (outcome instanceof Outcome.Unavailable unavailable && unavailable.mayBeVersion()) {
      if (!patient) {
        negotiation.refusedInBoth(); // It is in trouble, and need not be asked with each attempt.
      }
      return unavailable.status() == NOT_IMPLEMENTED ? Asked.REFUSED : Asked.UNANSWERED;
    }
    if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.OtherVersion) {
      negotiation.refusedInBoth();
      return Asked.REFUSED;
    }
    return Asked.UNANSWERED;
  }

  /** What came of sending the data of a refused request in the other version. */
  private enum Asked {
    /** It was understood, and is delivered. */
    TAKEN,
    REFUSED,
    /** The receiver was not available. */
    UNANSWERED
  }

  /** Settles what is held, if the version is no longer in doubt. */
  private void settleHeld() throws InterruptedException {
    if (!settling && !negotiation.isInDoubt()) {
      settleHeld(oldest -> !negotiation.isBelieved(oldest.part().protocol()));
    }
  }

  /** Delivers what is held in the other version, or drops it as refused for its data. */
  private void settleHeld(Predicate<Held> isAboutVersion) throws InterruptedException {
    if (held.isEmpty()) {
      return;
    }
    Deque<Held> older = held.takeAll();
    boolean wasSettling = settling;
    settling = true;
    try {
      settle(older, isAboutVersion);
    } finally {
      held.putBack(older);
      settling = wasSettling;
    }
  }

  private void settle(Deque<Held> older, Predicate<Held> isAboutVersion)
      throws InterruptedException {
    while (!older.isEmpty()) {
      Held oldest = older.getFirst();
      if (isAboutVersion.test(oldest)) {
        deliverRewritten(oldest);
      } else {
        drop(oldest);
      }
      older.removeFirst();
    }
  }

  private void deliverRewritten(Held oldest) throws InterruptedException {
    try {
      deliverRewritten(oldest.part());
    } catch (RuntimeException | Error e) {
      // It must not cost the request that is delivered now.
      oldest.part().receipt().dropRest(DropReason.ERROR, new Outcome.Failure("sender failed", e));
    }
    oldest.release();
  }

  // Division.

  /**
   * Delivers what can be delivered of a request that is answered with 500 again and again.
   *
   * @return false if the receiver writes nothing of it and no other requests either: then it is in
   *     trouble, and the request has no outcome yet
   */
  private boolean deliverStuck(RequestPart whole, Outcome.Failure failure, Trial trial)
      throws InterruptedException {
    if (trial.isCulprit() && hopeless) {
      whole.dropped(DropReason.REJECTED, named(whole.request(), failure));
      return true;
    }
    Division division = newDivision(whole);
    if (trial.isCulprit()) {
      division.refused(whole.request(), failure, -1);
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
      deliver(second);
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
      return askOtherVersion(heldBack(part, unavailable), false) == Asked.TAKEN
          ? null
          : delivery.deliver(part, Trial.ofPartAsked());
    }
    return outcome;
  }

  private void noteStuck(Division division, RequestPart part, @Nullable Outcome outcome)
      throws InterruptedException {
    if (outcome == null) {
      division.acceptedInPart();
    } else if (outcome instanceof Outcome.Stuck && negotiation.isOutdated(part.protocol())) {
      deliver(part); // The version was decided meanwhile.
      division.acceptedInPart();
    } else {
      note(division, part, outcome);
    }
  }

  /** Returns the next part to send of a request that is divided; null if there is none. */
  private @Nullable RequestPart next(Division division, RequestPart whole)
      throws InterruptedException {
    EncodedRequest request = division.next();
    while (request != null && negotiation.isOutdated(request.protocol())) {
      deliverRewritten(whole.of(request));
      request = division.next();
    }
    return request == null ? null : whole.of(request);
  }

  /** Drops what is left of a request that was divided. */
  private void dropLeft(Division division, RequestPart whole) {
    for (Division.Refused culprit : division.culprits()) {
      // Refused, and counted as written: it may be its exemplars alone that were refused.
      boolean isUnknown = culprit.reported() > 0 && splitter.hasExemplars(culprit.request());
      drop(whole, culprit, isUnknown ? DropReason.UNKNOWN : DropReason.REJECTED);
    }
    division.unsearched().forEach(rest -> drop(whole, rest, DropReason.UNSEARCHED));
  }

  private void drop(RequestPart whole, Division.Refused left, DropReason reason) {
    whole.of(left.request()).dropped(reason, named(left.request(), left.reason()));
  }

  /** Records the outcome of a part, or that the search goes on in it. */
  private void note(Division division, RequestPart part, Outcome outcome)
      throws InterruptedException {
    if (outcome instanceof Outcome.RefusedInPart refusal) {
      noteRefusal(division, part, refusal);
    } else if (outcome instanceof Outcome.Stuck stuck) {
      division.refused(part.request(), stuck.failure(), -1);
    } else if (outcome instanceof Outcome.TooLarge refusal) {
      division.refusedAsAWhole(part.request(), refusal.failure());
    } else {
      if (outcome instanceof Outcome.Written) {
        division.accepted();
      }
      settle(part, outcome);
    }
  }

  private void noteRefusal(Division division, RequestPart part, Outcome.RefusedInPart refusal)
      throws InterruptedException {
    long reported = refusal.reported();
    if (reported >= 0) {
      negotiation.understood(Protocol.V2);
      settleHeld();
    }
    if (counts.areBelieved(reported, part.samples())) {
      division.acceptedInPart();
      part.writtenInPart(reported, refusal.failure());
      return;
    }
    if (refusal.mayBeVersion()) {
      Held refused = new Held(part, refusal.failure(), false);
      Asked asked = decideVersion(refused, part.samples() <= 1);
      if (asked == Asked.TAKEN) {
        division.acceptedInPart();
      }
      if (asked != Asked.REFUSED) {
        return;
      }
    }
    division.refused(part.request(), refusal.failure(), reported);
  }

  private Division newDivision(RequestPart whole) {
    return new Division(whole.samples(), splitter, random);
  }

  private Outcome.Failure named(EncodedRequest request, Outcome.Failure failure) {
    if (request.samples() == 0) {
      return failure; // Metadata alone.
    }
    String series = splitter.firstSeries(request).toString();
    String shown =
        series.length() > MAX_NAME_LENGTH ? series.substring(0, MAX_NAME_LENGTH) + "…" : series;
    String label = request.samples() == 1 ? "series=" : "firstSeries=";
    return new Outcome.Failure(label + shown + ", " + failure.text(), failure.cause());
  }
}
