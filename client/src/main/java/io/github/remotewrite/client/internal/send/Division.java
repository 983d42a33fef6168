/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.RequestSplitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for the series for which a receiver refuses a request: the parts that are still to be
 * sent, and what is left of the request in the end.
 *
 * <p>A refused part is divided in halves, until single series are left. Which half comes first is
 * chance, so that what one search leaves over is not left over by the next. The number of parts
 * that are sent is bounded, more tightly as long as nothing at all is accepted.
 */
final class Division {
  // Enough to find four culprits in 10,000 series, wherever they are: two requests for each of
  // 1 + 2 + 4 * 12 halvings.
  private static final int MAX_PARTS = 102;

  private final RequestSplitter splitter;
  private final DoubleSupplier random;
  private final int maxPartsUnaccepted;
  private final Deque<Part> open = new ArrayDeque<>();
  private final List<Refused> culprits = new ArrayList<>();
  private final List<Refused> unsearched = new ArrayList<>();
  private int sent;
  private boolean accepted;
  private @Nullable Part current;

  /**
   * @param samples how many samples the whole request carries
   * @param random a source of numbers in [0, 1)
   */
  Division(int samples, RequestSplitter splitter, DoubleSupplier random) {
    this.splitter = splitter;
    this.random = random;
    // Down to a single series, and twenty parts more: a good one is found among them if any four
    // of five are bad.
    this.maxPartsUnaccepted = 2 * (33 - Integer.numberOfLeadingZeros(samples)) + 20;
  }

  /** Returns the next part to send; null if there is none. */
  @Nullable EncodedRequest next() {
    while (true) {
      Part part = open.poll();
      current = part;
      if (part == null) {
        return null;
      }
      if (isExhausted()) {
        unsearched.add(new Refused(part.request, part.reason));
      } else if (part.mustBeRefused && part.request.samples() > 1) {
        divide(part.request, part.reason, true);
      } else {
        sent++;
        return part.request;
      }
    }
  }

  private boolean isExhausted() {
    return sent >= (accepted ? MAX_PARTS : maxPartsUnaccepted);
  }

  /** Notes that the part that was returned last was accepted. */
  void accepted() {
    accepted = true;
    if (current != null && current.sibling != null && current.reasonIsInside) {
      current.sibling.mustBeRefused = true;
    }
  }

  /** Notes that a known number of samples of the part was accepted. */
  void acceptedInPart() {
    accepted = true;
  }

  /** Notes that something in a part was refused. */
  void refused(EncodedRequest part, Outcome.Failure reason) {
    if (part.samples() <= 1) {
      culprits.add(new Refused(part, reason));
    } else {
      divide(part, reason, true);
    }
  }

  /** Notes that a part was refused as a whole, for its size or by a receiver in trouble. */
  void refusedAsAWhole(EncodedRequest part, Outcome.Failure reason) {
    if (part.samples() <= 1) {
      culprits.add(new Refused(part, reason));
    } else {
      divide(part, reason, false);
    }
  }

  private void divide(EncodedRequest request, Outcome.Failure reason, boolean reasonIsInside) {
    List<EncodedRequest> halves = splitter.split(request);
    boolean swapped = random.getAsDouble() > 0.5;
    Part first = new Part(halves.get(swapped ? 1 : 0), reason, reasonIsInside);
    Part second = new Part(halves.get(swapped ? 0 : 1), reason, reasonIsInside);
    first.sibling = second;
    open.push(second);
    open.push(first);
  }

  /** Returns whether any part was accepted. */
  boolean hasAccepted() {
    return accepted;
  }

  /** Returns the single series that were refused. */
  List<Refused> culprits() {
    return culprits;
  }

  /** Returns the parts whose outcome was not found out. */
  List<Refused> unsearched() {
    return unsearched;
  }

  /**
   * A part that is left.
   *
   * @param reason what the receiver said to it, or to what it is a part of
   */
  record Refused(EncodedRequest request, Outcome.Failure reason) {}

  /** A part to be sent. */
  private static final class Part {
    private final EncodedRequest request;
    private final Outcome.Failure reason;
    // Whether at least one of its parent's series was refused for its own sake.
    private final boolean reasonIsInside;
    // The half that is sent after this one.
    private @Nullable Part sibling;
    private boolean mustBeRefused;

    Part(EncodedRequest request, Outcome.Failure reason, boolean reasonIsInside) {
      this.request = request;
      this.reason = reason;
      this.reasonIsInside = reasonIsInside;
    }
  }
}
