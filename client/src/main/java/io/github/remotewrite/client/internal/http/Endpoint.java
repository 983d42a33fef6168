/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's URL, and a form of it that can be shown.
 *
 * <p>The query may carry credentials (InfluxDB's {@code u=} and {@code p=}), so what is shown ends
 * before it.
 *
 * @param uri where requests go, without user-info
 * @param shown scheme, host, port and path
 * @param userInfo {@code user:password} if they stood before the host, or null
 */
public record Endpoint(URI uri, String shown, @Nullable String userInfo) {
  /**
   * Returns the endpoint with this URL.
   *
   * @throws IllegalArgumentException if it is no absolute http or https URL with a host, or has a
   *     fragment
   */
  public static Endpoint parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // The exception is left out: it repeats the whole URL.
      throw new IllegalArgumentException("endpoint must be a URL: endpoint=" + shown(url));
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    require(scheme.equals("http") || scheme.equals("https"), "begin with http:// or https://", url);
    require(uri.getHost() != null, "have a host", url);
    require(uri.getRawFragment() == null, "not have a fragment", url);
    return new Endpoint(URI.create(withoutUserInfo(url)), shown(url), uri.getUserInfo());
  }

  private static void require(boolean condition, String rule, String url) {
    if (!condition) {
      throw new IllegalArgumentException("endpoint must " + rule + ": endpoint=" + shown(url));
    }
  }

  private static String shown(String url) {
    return withoutUserInfo(url).replaceFirst("[?#].*", "");
  }

  private static String withoutUserInfo(String url) {
    return url.replaceFirst("//[^/?#]*@", "//");
  }

  @Override
  public String toString() {
    return shown;
  }
}
