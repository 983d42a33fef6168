/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.auth;

import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.util.Map;

/**
 * A signer that does not look at requests: what proves who sends is the same for all of them, until
 * it changes.
 */
@FunctionalInterface
public interface Credentials extends RequestSigner {
  /** Returns the headers of all requests for now, in a map that never changes. */
  Map<String, String> headers();

  @Override
  default Map<String, String> sign(UnsignedRequest request) {
    return headers();
  }
}
