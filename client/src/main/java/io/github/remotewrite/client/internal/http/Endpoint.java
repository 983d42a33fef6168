/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The receiver's URL, and a form of it that can be shown.
 *
 * <p>The query may carry credentials (InfluxDB's {@code u=} and {@code p=}), so what is shown ends
 * before it.
 *
 * @param uri where requests go
 * @param shown scheme, host, port and path
 */
public record Endpoint(URI uri, String shown) {
  /**
   * Returns the endpoint with this URL.
   *
   * @throws IllegalArgumentException if it is no absolute http or https URL with a host, or has a
   *     fragment or user-info
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
    require(uri.getRawUserInfo() == null, "not have user-info, use setBasicAuth", url);
    return new Endpoint(uri, shown(url));
  }

  private static void require(boolean condition, String rule, String url) {
    if (!condition) {
      throw new IllegalArgumentException("endpoint must " + rule + ": endpoint=" + shown(url));
    }
  }

  private static String shown(String url) {
    return url.replaceFirst("//[^/?#]*@", "//").replaceFirst("[?#].*", "");
  }

  @Override
  public String toString() {
    return shown;
  }
}
