/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * How many connections an HTTP client keeps open without a request on them, as far as answers tell:
 * the JDK's client does not say whether an attempt got a new connection. A connection that a server
 * closed meanwhile still counts here. Thread-safe.
 */
final class IdleConnections {
  private @Nullable HttpClient client;
  private int idle;

  /**
   * Notes that an attempt begins.
   *
   * @return whether it may get a connection that carried another request before
   */
  synchronized boolean take(HttpClient current) {
    if (!current.equals(client)) {
      client = current;
      idle = 0;
    }
    if (idle == 0) {
      return false;
    }
    idle--;
    return true;
  }

  /** Notes that the next attempt is to count as one on a new connection. */
  synchronized void forget() {
    idle = 0;
  }

  /** Notes that an attempt ended with an answer that leaves its connection open. */
  synchronized void put(HttpClient used) {
    if (used.equals(client)) {
      idle++;
    }
  }
}
