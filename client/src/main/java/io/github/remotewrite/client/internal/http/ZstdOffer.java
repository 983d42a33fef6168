/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Whether a receiver is sent zstd, found out by sending.
 *
 * <p>Receivers that take snappy alone answer zstd with 415 (Prometheus from 3.0, Cortex) or 400
 * (Prometheus 2, VictoriaMetrics before 1.112, InfluxDB). Until one request of zstd has been read,
 * those answers are taken for that and the offer is closed for good; afterwards they are about the
 * content. Thread-safe.
 */
final class ZstdOffer {
  private enum State {
    OPEN,
    TAKEN,
    CLOSED
  }

  private final Logger logger;
  private final String endpoint;
  private State state;

  ZstdOffer(boolean wanted, Logger logger, String endpoint) {
    this.state = wanted ? State.OPEN : State.CLOSED;
    this.logger = logger;
    this.endpoint = endpoint;
  }

  /** Returns whether requests are to be sent as zstd. */
  synchronized boolean isOpen() {
    return state != State.CLOSED;
  }

  /**
   * Notes how a request of zstd was answered.
   *
   * @param read whether the answer shows that the receiver has read the body
   */
  synchronized void answered(int status, boolean read) {
    if (state != State.OPEN) {
      return;
    }
    if (read) {
      state = State.TAKEN;
    } else if (status == 400 || status == 415) {
      state = State.CLOSED;
      logger.log(
          Level.INFO,
          "receiver does not take zstd, sending snappy from here on: endpoint="
              + endpoint
              + ", status="
              + status);
    }
  }
}
