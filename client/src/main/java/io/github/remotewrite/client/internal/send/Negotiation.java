/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The version of Remote Write that a receiver is believed to understand, and the evidence for it
 * (2.0, "Required and reserved headers", "Responses").
 *
 * <p>An accepted request is proof; so are Written headers, for 2.0. A refusal is none: it puts the
 * version in doubt, and {@value #REFUSALS} in a row, of at least two requests, are reason to send
 * the same data in the other version. While 1.0 is believed, 2.0 is tried again after {@link
 * #FIRST_INTERVAL}, then after twice that, up to {@link #LONGEST_INTERVAL}. Thread-safe.
 */
public final class Negotiation {
  static final Duration FIRST_INTERVAL = Duration.ofMinutes(10);
  static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  static final int REFUSALS = 3;
  // A request that is retried after a 5xx blocks its lane, so there may be no other one.
  private static final int REFUSALS_OF_ONE = 9;

  private final ProtocolVersion configured;
  private final Logger logger;
  private final String endpoint;
  private ProtocolVersion believed;
  private Outcome.@Nullable Failure notUnderstood;
  private boolean zeroTold;
  private long proofs;
  private long decisions;

  // Until 2.0 is tried again while 1.0 is believed.
  private final Pause probes;
  private boolean probing;

  // Refusals in a row.
  private int refusals;
  private @Nullable Object firstRefused;
  private boolean severalRefused;

  public Negotiation(ProtocolVersion configured, Logger logger, String endpoint, RetryClock clock) {
    this.configured = configured;
    this.believed = configured;
    this.logger = logger;
    this.endpoint = endpoint;
    this.probes = new Pause(clock, FIRST_INTERVAL, LONGEST_INTERVAL);
  }

  /** Returns what is believed: {@link ProtocolVersion#AUTO} while nothing is. */
  public synchronized ProtocolVersion believed() {
    return believed;
  }

  /** Returns which version the next request is to be of; 2.0 while nothing is believed. */
  public synchronized Protocol nextProtocol() {
    if (believed != ProtocolVersion.V1) {
      return Protocol.V2;
    }
    if (configured == ProtocolVersion.AUTO && probes.isOver()) {
      probes.begin();
      probing = true;
      return Protocol.V2;
    }
    return Protocol.V1;
  }

  /** Returns whether a request of this version has to be sent as one of the other. */
  synchronized boolean isOutdated(Protocol protocol) {
    return protocol == Protocol.V2 && believed == ProtocolVersion.V1;
  }

  /** Returns whether an outdated request is sent as it is, to try 2.0. */
  synchronized boolean takeProbe() {
    boolean taken = probing;
    probing = false;
    return taken;
  }

  /** Notes that 2.0 is still not understood. */
  synchronized void probeFailed() {
    probes.grow();
    probes.begin();
  }

  /** Notes that the receiver wrote a request. */
  synchronized void written(Protocol protocol, long reported, int samples) {
    understood(protocol);
    if (protocol == Protocol.V2 && reported == 0 && samples > 0 && !zeroTold) {
      zeroTold = true;
      logger.log(
          Level.WARNING,
          "receiver accepted a request and says it wrote nothing: endpoint="
              + endpoint
              + ", samples="
              + samples);
    }
  }

  /** Notes a proof that the receiver understands a version. */
  synchronized void understood(Protocol protocol) {
    if (isBelieved(protocol)) {
      endDoubt();
      proofs++;
      notUnderstood = null;
    } else if (configured == ProtocolVersion.AUTO && protocol == Protocol.V2) {
      believe(ProtocolVersion.V2);
      notUnderstood = null;
      logger.log(Level.INFO, "receiver understands Remote Write 2.0: endpoint=" + endpoint);
    } else if (configured == ProtocolVersion.AUTO && notUnderstood != null) {
      believe(ProtocolVersion.V1);
      logger.log(
          Level.INFO,
          "receiver does not understand Remote Write 2.0, sending 1.0 from here on: endpoint="
              + endpoint
              + ", "
              + notUnderstood.text());
    }
  }

  /**
   * Notes that the receiver did not understand a request of 2.0. That decides nothing until one of
   * 1.0 is accepted.
   *
   * @return whether the request may be sent again as 1.0
   */
  synchronized boolean notUnderstood(Outcome.Failure failure) {
    if (configured == ProtocolVersion.V2) {
      return false;
    }
    notUnderstood = failure;
    return true;
  }

  /**
   * Notes a refusal that may be about the version.
   *
   * @param request what was refused; an object for each request, however often it is sent
   */
  synchronized Doubt refused(Protocol protocol, Object request) {
    if (configured != ProtocolVersion.AUTO) {
      return Doubt.NONE;
    }
    if (!isBelieved(protocol)) {
      // After a request of 2.0 that was not understood, a refusal of 1.0 is about the data.
      boolean known = protocol == Protocol.V1 && notUnderstood != null;
      return known ? Doubt.NONE : Doubt.ASK;
    }
    refusals++;
    if (firstRefused == null) {
      firstRefused = request;
    }
    severalRefused |= !request.equals(firstRefused);
    boolean enough = severalRefused ? refusals >= REFUSALS : refusals >= REFUSALS_OF_ONE;
    return enough ? Doubt.ASK : Doubt.HOLD;
  }

  /** Notes that nothing was found out: refusals are counted anew. */
  synchronized void doubtAnew() {
    endDoubt();
  }

  /** Returns a number that is larger each time that another version is believed. */
  synchronized long decisions() {
    return decisions;
  }

  /** Returns a number that is larger after each proof of the version that is believed. */
  synchronized long proofs() {
    return proofs;
  }

  /** Returns whether any version is believed. */
  synchronized boolean isDecided() {
    return believed != ProtocolVersion.AUTO;
  }

  /** Returns whether this version is the one that is believed. */
  synchronized boolean isBelieved(Protocol protocol) {
    return believed == (protocol == Protocol.V1 ? ProtocolVersion.V1 : ProtocolVersion.V2);
  }

  private void believe(ProtocolVersion version) {
    believed = version;
    endDoubt();
    decisions++;
    probes.reset();
    if (version == ProtocolVersion.V1) {
      probes.begin();
    }
  }

  private void endDoubt() {
    refusals = 0;
    firstRefused = null;
    severalRefused = false;
  }

  /** The answer to a refusal that may be about the version. */
  enum Doubt {
    /** It is about the data. */
    NONE,
    /** More evidence: what can't be divided is held until there is some. */
    HOLD,
    /** The same data in the other version. */
    ASK
  }
}
