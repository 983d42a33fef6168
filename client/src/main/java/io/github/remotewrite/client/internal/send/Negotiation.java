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

/**
 * Which version of Remote Write a receiver understands, found out by sending (2.0, "Required and
 * reserved headers", "Responses").
 *
 * <p>Undecided and decided for 2.0, requests are of 2.0. Once a receiver has shown that it doesn't
 * understand it, requests are of 1.0, until it has been away and an hour has passed: by then it may
 * be another version. Thread-safe.
 */
public final class Negotiation {
  private static final long REPROBE_NANOS = Duration.ofHours(1).toNanos();

  private final ProtocolVersion configured;
  private final Logger logger;
  private final String endpoint;
  private final RetryClock clock;
  private ProtocolVersion decided;
  private long decidedNanos;
  private boolean away;
  private boolean zeroTold;

  public Negotiation(ProtocolVersion configured, Logger logger, String endpoint, RetryClock clock) {
    this.configured = configured;
    this.decided = configured;
    this.logger = logger;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /** Returns what is known: {@link ProtocolVersion#AUTO} while nothing is. */
  public synchronized ProtocolVersion decided() {
    return decided;
  }

  /** Returns which version the next request is to be of. */
  public synchronized Protocol protocol() {
    boolean mayProbe = configured == ProtocolVersion.AUTO && decided == ProtocolVersion.V1 && away;
    if (mayProbe && clock.nanoTime() - decidedNanos >= REPROBE_NANOS) {
      decided = ProtocolVersion.AUTO;
      away = false;
    }
    return decided == ProtocolVersion.V1 ? Protocol.V1 : Protocol.V2;
  }

  /** Returns whether the receiver has not shown yet what it understands. */
  synchronized boolean isUndecided() {
    return decided == ProtocolVersion.AUTO;
  }

  /** Notes that the receiver wrote a request. */
  synchronized void written(Protocol protocol, long reported, int samples) {
    if (protocol == Protocol.V1) {
      return;
    }
    if (decided == ProtocolVersion.AUTO) {
      decide(ProtocolVersion.V2);
      logger.log(Level.INFO, "receiver understands Remote Write 2.0: endpoint=" + endpoint);
    }
    if (reported == 0 && samples > 0 && !zeroTold) {
      zeroTold = true;
      logger.log(
          Level.WARNING,
          "receiver accepted a request and says it wrote nothing: endpoint="
              + endpoint
              + ", samples="
              + samples);
    }
  }

  /**
   * Notes that the receiver doesn't understand 2.0.
   *
   * @return whether the request may be sent again as 1.0
   */
  synchronized boolean fallBack(Outcome.Failure failure) {
    if (configured == ProtocolVersion.V2) {
      return false;
    }
    if (decided != ProtocolVersion.V1) {
      decide(ProtocolVersion.V1);
      logger.log(
          Level.INFO,
          "receiver does not understand Remote Write 2.0, sending 1.0 from here on: endpoint="
              + endpoint
              + ", "
              + failure.text());
    }
    return true;
  }

  /** Notes that the receiver could not be reached. */
  synchronized void away() {
    away = true;
  }

  private void decide(ProtocolVersion version) {
    decided = version;
    decidedNanos = clock.nanoTime();
    away = false;
  }
}
