/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import io.github.remotewrite.client.internal.http.auth.Authentication;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a proxy is, and who we are to it.
 *
 * @param credentials the {@code Proxy-Authorization} header, or null to stay anonymous
 */
record ProxyAddress(String host, int port, @Nullable String credentials) {
  private static final int DEFAULT_PORT = 80;

  /**
   * Reads {@code [http://][user:password@]host[:port]}.
   *
   * @param name what messages call it; they never have the text itself, which may have a password
   * @throws IllegalArgumentException if it is nothing of that kind
   */
  static ProxyAddress parse(String text, String name) {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " must be a URL: length=" + text.length());
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http")) {
      // The JDK's client speaks to proxies in the clear, or not at all.
      throw new IllegalArgumentException(name + " must begin with http://: scheme=" + scheme);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(name + " must have a host: length=" + text.length());
    }
    String userInfo = uri.getUserInfo();
    return new ProxyAddress(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        userInfo == null ? null : Authentication.userInfoCredentials(userInfo));
  }

  InetSocketAddress socketAddress() {
    return InetSocketAddress.createUnresolved(host, port);
  }

  /** Shows where it is. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
