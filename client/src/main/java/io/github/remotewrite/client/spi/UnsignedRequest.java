/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.spi;

import java.net.URI;
import java.util.Map;

/**
 * One attempt, ready but for what proves who sends it.
 *
 * @param method {@code POST}
 * @param uri where it goes, its query included
 * @param headers its headers, names without regard to case; {@code Host} and {@code Content-Length}
 *     are added later. Not modifiable.
 * @param body its body as it is sent, which must not be changed, and not be read after {@link
 *     RequestSigner#sign sign} has returned: its array is used again
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy for each attempt is too dear.
public record UnsignedRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
  /** Shows neither query, nor headers, nor body. */
  @Override
  public String toString() {
    return "UnsignedRequest{method="
        + method
        + ", host="
        + uri.getHost()
        + ", path="
        + uri.getPath()
        + ", bodyBytes="
        + body.length
        + "}";
  }
}
