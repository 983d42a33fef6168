/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.Compression;
import io.github.remotewrite.client.internal.http.auth.Authentication;
import io.github.remotewrite.client.internal.http.proxy.ProxySettings;
import io.github.remotewrite.client.internal.http.tls.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How to reach a receiver.
 *
 * @param headers headers of every request, credentials among them
 * @param headersSupplier headers asked for before each attempt; they win over constant ones
 * @param authentication how to prove who sends, if that is asked for
 * @param retryableException which I/O errors are worth another attempt
 */
public record HttpSettings(
    Endpoint endpoint,
    String userAgent,
    Map<String, String> headers,
    Supplier<Map<String, String>> headersSupplier,
    Optional<Authentication> authentication,
    Duration connectTimeout,
    Compression compression,
    TlsSettings tls,
    ProxySettings proxy,
    Predicate<IOException> retryableException) {
  /** Shows the endpoint only: headers are credentials. */
  @Override
  public String toString() {
    return "HttpSettings{endpoint=" + endpoint + "}";
  }
}
