/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.Compression;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a receiver.
 *
 * @param headers headers of every request, credentials among them
 * @param headersSupplier headers asked for before each attempt; they win over constant ones
 * @param retryableException which I/O errors are worth another attempt
 */
public record HttpSettings(
    Endpoint endpoint,
    String userAgent,
    Map<String, String> headers,
    Supplier<Map<String, String>> headersSupplier,
    Duration connectTimeout,
    Compression compression,
    @Nullable SSLContext sslContext,
    @Nullable ProxySelector proxySelector,
    Predicate<IOException> retryableException) {
  /** Shows the endpoint only: headers are credentials. */
  @Override
  public String toString() {
    return "HttpSettings{endpoint=" + endpoint + "}";
  }
}
