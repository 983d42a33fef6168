/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.retry.RetryClock;
import io.github.remotewrite.client.internal.send.Negotiation.Doubt;

/**
 * One lane's doubts about the version that is believed. After the other one was refused as well,
 * the lane takes refusals to be about its data for {@link Negotiation#FIRST_INTERVAL}, then for
 * twice that, up to {@link Negotiation#LONGEST_INTERVAL}; other lanes have other data and ask for
 * themselves.
 */
final class VersionDoubts {
  private final Negotiation negotiation;
  private final Pause pause;
  private long decisions;

  VersionDoubts(Negotiation negotiation, RetryClock clock) {
    this.negotiation = negotiation;
    this.pause = new Pause(clock, Negotiation.FIRST_INTERVAL, Negotiation.LONGEST_INTERVAL);
  }

  /** Notes a refusal that may be about the version. */
  Doubt refused(RequestPart part) {
    if (decisions != negotiation.decisions()) {
      decisions = negotiation.decisions();
      pause.reset();
    }
    return negotiation.isBelieved(part.protocol()) && !pause.isOver()
        ? Doubt.NONE
        : negotiation.refused(part.protocol(), part);
  }

  /** Notes that the other version was refused as well. */
  void refusedInBoth() {
    if (negotiation.isDecided() && pause.isOver()) {
      pause.begin();
      pause.grow();
    }
    negotiation.doubtAnew();
  }
}
