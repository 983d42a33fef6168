/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.util.Locale;
import java.util.Set;

/**
 * What a custom header may be.
 *
 * <p>The specification forbids to let users set the headers that describe the request (1.0 and 2.0,
 * "Protocol"); the rest of the list are those the HTTP client itself is in charge of.
 */
public final class HeaderRules {
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "retry-attempt",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "www-authenticate",
          "x-prometheus-remote-read-version",
          "x-prometheus-remote-write-version");

  private HeaderRules() {}

  /**
   * Checks one header. The value appears in no message, since it may be a credential.
   *
   * @throws IllegalArgumentException if the name is reserved or no token, or the value has a
   *     character that ends a header, or one beyond ASCII, which the JDK would send as {@code ?}
   */
  public static void check(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(HeaderRules::isTokenCharacter)) {
      throw new IllegalArgumentException("header name must be a token: name=" + name);
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header must not be a reserved one: name=" + name);
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
      throw new IllegalArgumentException(
          "header value must not have control characters or characters beyond ASCII: name=" + name);
    }
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
