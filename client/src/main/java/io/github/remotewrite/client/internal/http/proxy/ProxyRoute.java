/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way to an endpoint, through a proxy or not.
 *
 * <p>Credentials go along with every request to a proxy. The JDK's own way, to wait until the proxy
 * asks for them, would make an I/O error of each 401 of a receiver.
 *
 * @param selector which proxy to use, or null if the JVM's own settings decide
 * @param credentials the {@code Proxy-Authorization} header, or null to stay anonymous
 */
public record ProxyRoute(@Nullable ProxySelector selector, @Nullable String credentials) {
  static final ProxySelector DIRECT = HttpClient.Builder.NO_PROXY;

  /** Says for which schemes the JVM never authenticates to a proxy that it asks for a tunnel. */
  public static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  /**
   * Returns the {@code Proxy-Authorization} header for an endpoint, or null if it takes none. The
   * JDK gives it to the proxy alone.
   */
  public @Nullable String authorization(URI endpoint) {
    // Asked last: the JVM's own selector is not cheap.
    return credentials != null && leadsThroughProxy(endpoint) ? credentials : null;
  }

  /**
   * Returns whether the JVM is going to keep the credentials back: it never sends a password with
   * the request for a tunnel, lest someone who asks for https is surprised that it goes to the
   * proxy in the clear.
   *
   * @param disabledSchemes the value of the property {@link #DISABLED_SCHEMES}; if unset, the JVM's
   *     default is {@code Basic}
   */
  public boolean keepsCredentialsBack(URI endpoint, @Nullable String disabledSchemes) {
    return authorization(endpoint) != null
        && endpoint.getScheme().equalsIgnoreCase("https")
        && (disabledSchemes == null || disabledSchemes.toLowerCase(Locale.ROOT).contains("basic"));
  }

  private boolean leadsThroughProxy(URI endpoint) {
    ProxySelector decides = selector == null ? ProxySelector.getDefault() : selector;
    List<Proxy> proxies = decides == null ? List.of() : decides.select(endpoint);
    return !proxies.isEmpty() && proxies.get(0).type() == Proxy.Type.HTTP;
  }

  /** Shows nothing of the credentials. */
  @Override
  public String toString() {
    return "ProxyRoute{selector="
        + selector
        + ", credentials="
        + (credentials == null ? "unset" : "set")
        + "}";
  }
}
