/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import java.time.Instant;

/**
 * A token, and how long it is good.
 *
 * @param fetchedAt when it was asked for
 * @param expiresAt when it ends, {@link Instant#MAX} if nobody says
 */
record Token(String value, Instant fetchedAt, Instant expiresAt) {
  /** Shows when it ends. */
  @Override
  public String toString() {
    return "Token{expiresAt=" + expiresAt + "}";
  }
}
