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
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Takes one lane's requests to the version that the receiver understands: rewrites those of the
 * other one, sends refused data in the other version where {@link Negotiation} wants evidence, and
 * holds refused requests until there is some.
 *
 * <p>Held requests are older than every other, so they are settled first: the samples of a series
 * keep their order. Belongs to one lane.
 */
final class VersionSwitch {
  private static final Outcome.Failure CLOSED =
      new Outcome.Failure("sender was closed before the version was decided", null);
  private static final int NOT_IMPLEMENTED = 501;
  // Down to a single series of 10,000, and some way up again.
  private static final int MAX_QUESTIONS = 20;

  private final Delivery delivery;
  private final PartDelivery parts;
  private final Negotiation negotiation;
  private final VersionDoubts doubts;
  private final V1Rewriter toV1;
  private final V2Rewriter toV2 = new V2Rewriter();
  private final RequestSplitter splitter;
  private final NamedFailures named;
  private final HeldRequests held;
  // Whether held requests are being settled: no part of them may be held behind the others again.
  private boolean settling;
  // The version of which a part of the current request was written: then its refusals are not about
  // the version.
  private @Nullable Protocol writtenVersion;
  // Whether the receiver refused parts of the current request in both versions, which may be about
  // their data.
  private boolean refusedInBoth;

  /**
   * @param parts delivers what a request becomes
   * @param samplesHeld counts the samples that all lanes hold
   */
  VersionSwitch(
      Delivery delivery,
      PartDelivery parts,
      Negotiation negotiation,
      VersionDoubts doubts,
      V1Rewriter toV1,
      RequestSplitter splitter,
      LongAdder samplesHeld) {
    this.delivery = delivery;
    this.parts = parts;
    this.negotiation = negotiation;
    this.doubts = doubts;
    this.toV1 = toV1;
    this.splitter = splitter;
    this.named = new NamedFailures(splitter);
    this.held = new HeldRequests(samplesHeld);
  }

  /** Begins another queued request. */
  void begin() throws InterruptedException {
    writtenVersion = null;
    settleHeld();
  }

  /** Ends a queued request. */
  void end() {
    if (refusedInBoth) {
      doubts.refusedInBoth();
    }
    refusedInBoth = false;
  }

  /** Records an outcome for what is held, as nothing more will be found out. */
  void stop() {
    held.takeAll().forEach(oldest -> giveUp(oldest, DropReason.CLOSED, CLOSED));
  }

  /**
   * Delivers a request that was encoded before another version was believed; else returns false.
   */
  boolean isDeliveredOutdated(RequestPart part) throws InterruptedException {
    if (!negotiation.isOutdated(part.protocol())) {
      return false;
    }
    // Held requests are older, and their samples must come first.
    boolean mayProbe = negotiation.takeProbe() && held.isEmpty();
    if (!mayProbe || !isProbeUnderstood(part)) {
      deliverRewritten(part);
    }
    return true;
  }

  /** Returns whether the version of a part is not the believed one any more. */
  boolean isOutdated(RequestPart part) {
    return negotiation.isOutdated(part.protocol());
  }

  /** Notes that the receiver wrote a part. What is held can be settled then. */
  void written(RequestPart part, long reported) {
    negotiation.written(part.protocol(), reported, part.samples());
    writtenVersion = part.protocol();
  }

  /** Notes that the receiver counted what it wrote of a part that it refused. */
  void counted() throws InterruptedException {
    negotiation.understood(Protocol.V2);
    settleHeld();
  }

  /** Delivers a request that the receiver of another version accepted without reading it. */
  void notUnderstood(RequestPart part, Outcome.OtherVersion refusal) throws InterruptedException {
    if (negotiation.notUnderstood(refusal.failure())) {
      deliverHeld();
      deliverRewritten(part);
    } else {
      DropReason reason = refusal.certain() ? DropReason.REJECTED : DropReason.UNKNOWN;
      part.dropped(reason, refusal.failure());
    }
  }

  /**
   * Sends the data of a request that a receiver is not available for in the other version, as that
   * may be the reason.
   *
   * @return {@link VersionAnswer#TAKEN} if it was understood and is delivered
   */
  VersionAnswer askForUnavailable(RequestPart part, Outcome.Unavailable unavailable)
      throws InterruptedException {
    boolean asAWhole = unavailable.status() == NOT_IMPLEMENTED;
    return ask(refused(part, unavailable.failure(), asAWhole), false);
  }

  private Held refused(RequestPart part, Outcome.Failure refusal, boolean asAWhole) {
    return new Held(part, refusal, asAWhole, negotiation.proofs());
  }

  /** Decides that the refusal of what was held is about the data. */
  private void drop(Held oldest) {
    drop(oldest, VersionAnswer.REFUSED);
  }

  private void drop(Held oldest, VersionAnswer answer) {
    RequestPart part = oldest.part();
    part.dropped(
        answer == VersionAnswer.UNSEARCHED ? DropReason.UNSEARCHED : DropReason.REJECTED,
        oldest.asAWhole() ? oldest.refusal() : named.named(part.request(), oldest.refusal()));
    held.release(oldest);
  }

  /** Sends a request of 2.0 though 1.0 is believed; returns whether it was understood. */
  private boolean isProbeUnderstood(RequestPart part) throws InterruptedException {
    Outcome outcome = delivery.attempt(part);
    if (!isUnderstood(outcome)) {
      negotiation.probeFailed();
      return false;
    }
    parts.settle(part, outcome);
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
      parts.deliver(part.of(request));
      request.release();
    }
  }

  /**
   * Takes care of a refused request whose refusal may be about the version: delivers it in the
   * other one, or holds it.
   *
   * @param asAWhole whether it was refused for something that all of its samples share; then it is
   *     held as a whole, else if it can't be divided
   * @return {@link VersionAnswer#UNANSWERED} if it is held; {@link VersionAnswer#REFUSED} or {@link
   *     VersionAnswer#UNSEARCHED} if it has no outcome yet
   */
  VersionAnswer decide(RequestPart part, Outcome.Failure refusal, boolean asAWhole)
      throws InterruptedException {
    Held refused = refused(part, refusal, asAWhole);
    Doubt doubt = doubts.refused(part);
    VersionAnswer answer = doubt == Doubt.ASK ? ask(refused, true) : VersionAnswer.REFUSED;
    boolean isOpen = doubt == Doubt.HOLD || answer == VersionAnswer.UNANSWERED;
    if (!isOpen) {
      return answer;
    }
    boolean mayBeHeld = asAWhole || part.samples() <= 1;
    if (!mayBeHeld || settling || part.protocol() == writtenVersion) {
      return VersionAnswer.REFUSED;
    }
    part.receipt().held(part.samples(), refused.refusal());
    Held outdated = held.add(refused);
    if (outdated != null) {
      drop(outdated);
    }
    return VersionAnswer.UNANSWERED;
  }

  /**
   * Sends the data of a refused request in the other version, after that of requests that are held.
   *
   * @param patient whether to try again while the receiver is not available, if nothing is held
   */
  private VersionAnswer ask(Held refused, boolean patient) throws InterruptedException {
    Protocol protocol = refused.part().protocol();
    boolean isKnown = negotiation.isDecided() && !negotiation.isBelieved(protocol);
    if (isKnown || (!negotiation.isDecided() && refused.asAWhole())) {
      if (!isKnown) {
        negotiation.notUnderstood(refused.refusal());
      }
      deliverRewritten(refused.part());
      return VersionAnswer.UNDERSTOOD;
    }
    if (held.isEmpty()) {
      return askAlone(refused, patient);
    }
    Deque<Held> older = held.takeAll();
    boolean wasSettling = settling;
    settling = true;
    try {
      while (!older.isEmpty()) {
        Held oldest = older.removeFirst();
        VersionAnswer answer = askFor(oldest);
        if (answer == VersionAnswer.UNANSWERED) {
          older.addFirst(oldest);
          return VersionAnswer.UNANSWERED;
        }
        if (answer == VersionAnswer.UNDERSTOOD) {
          held.release(oldest);
          while (!older.isEmpty()) {
            deliverRewritten(older.removeFirst());
          }
          parts.deliver(refused.part());
          return VersionAnswer.UNDERSTOOD;
        }
        drop(oldest, answer);
      }
    } finally {
      held.putBack(older);
      settling = wasSettling;
    }
    return askAlone(refused, true);
  }

  /** Asks for what was held; a failure costs this request, and not the one that is delivered. */
  private VersionAnswer askFor(Held oldest) throws InterruptedException {
    if (delivery.isExpired(oldest.part())) {
      return VersionAnswer.REFUSED;
    }
    try {
      return askAlone(oldest, true);
    } catch (InterruptedException e) {
      giveUp(oldest, DropReason.CLOSED, CLOSED);
      throw e;
    } catch (RuntimeException | Error e) {
      oldest.part().receipt().dropRest(DropReason.ERROR, new Outcome.Failure("sender failed", e));
      return VersionAnswer.REFUSED; // Nothing more is recorded of it.
    }
  }

  private VersionAnswer askAlone(Held refused, boolean patient) throws InterruptedException {
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
          parts.settle(first, outcome);
          open.addAll(singles);
          for (EncodedRequest request : open) {
            parts.deliver(part.of(request));
          }
          return VersionAnswer.UNDERSTOOD;
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
      return VersionAnswer.UNSEARCHED;
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

  private VersionAnswer notTaken(Outcome outcome, boolean patient) {
    if (isAboutData(outcome)) {
      // Other parts of the request will show whether the version is understood.
      refusedInBoth = true;
      return VersionAnswer.REFUSED;
    }
    if (outcome instanceof Outcome.Unavailable unavailable && unavailable.mayBeVersion()) {
      if (!patient) {
        // It is in trouble: no evidence, and no reason to ask with each attempt.
        negotiation.doubtAnew();
      }
      return unavailable.status() == NOT_IMPLEMENTED
          ? VersionAnswer.REFUSED
          : VersionAnswer.UNANSWERED;
    }
    if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.OtherVersion) {
      doubts.refusedInBoth();
      return VersionAnswer.REFUSED;
    }
    return VersionAnswer.UNANSWERED;
  }

  /**
   * Settles what is held and decided: delivers it in the other version, if that one is believed
   * now; drops it as refused for its data, if its own version was proven since.
   */
  void settleHeld() throws InterruptedException {
    Held oldest = held.oldest();
    if (oldest == null || settling) {
      return;
    }
    if (!negotiation.isBelieved(oldest.part().protocol())) {
      deliverHeld();
    } else if (oldest.proofs() != negotiation.proofs()) {
      held.takeAll().forEach(this::drop);
    }
  }

  /** Delivers what is held in the other version. */
  private void deliverHeld() throws InterruptedException {
    Deque<Held> older = held.takeAll();
    boolean wasSettling = settling;
    settling = true;
    try {
      while (!older.isEmpty()) {
        deliverRewritten(older.removeFirst());
      }
    } finally {
      held.putBack(older);
      settling = wasSettling;
    }
  }

  private void deliverRewritten(Held oldest) throws InterruptedException {
    try {
      deliverRewritten(oldest.part());
      held.release(oldest);
    } catch (InterruptedException e) {
      giveUp(oldest, DropReason.CLOSED, CLOSED);
      throw e;
    } catch (RuntimeException | Error e) {
      // It must not cost the request that is delivered now.
      giveUp(oldest, DropReason.ERROR, new Outcome.Failure("sender failed", e));
    }
  }

  /** Drops what has no outcome yet of what was held. */
  private void giveUp(Held oldest, DropReason reason, Outcome.Failure failure) {
    oldest.part().receipt().dropRest(reason, failure);
    held.release(oldest);
  }
}
