/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import java.io.IOException;

/** Where a token comes from. */
@FunctionalInterface
interface TokenSource {
  /**
   * Fetches a token, within a bounded time.
   *
   * @throws IOException if there is none now; the message has no credentials
   */
  Token fetch() throws IOException, InterruptedException;
}
