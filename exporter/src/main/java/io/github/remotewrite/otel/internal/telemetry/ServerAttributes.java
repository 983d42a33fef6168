/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.telemetry;

import io.opentelemetry.api.common.Attributes;
import java.net.URI;

/** Which server an endpoint is, in the words of OpenTelemetry's semantic conventions. */
final class ServerAttributes {
  private ServerAttributes() {}

  static Attributes of(String endpoint) {
    URI uri = URI.create(endpoint);
    int port = uri.getPort();
    if (port < 0) {
      port = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
    return Attributes.builder()
        .put("server.address", uri.getHost())
        .put("server.port", (long) port)
        .build();
  }
}
