/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import io.github.remotewrite.client.internal.http.option.IpAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that environment variables name, by the conventions of Unix programs: {@code
 * HTTP_PROXY} for {@code http://}, {@code HTTPS_PROXY} for {@code https://}, not for what {@code
 * NO_PROXY} lists; the lower case names count where those are not set. This machine is never
 * reached through a proxy.
 */
final class EnvironmentProxy {
  private EnvironmentProxy() {}

  /**
   * Returns which proxy leads to an endpoint, or null for none.
   *
   * @throws IllegalArgumentException if the variable is no proxy's address
   */
  static @Nullable ProxyAddress of(URI endpoint, Map<String, String> environment) {
    boolean secure = endpoint.getScheme().equalsIgnoreCase("https");
    String name = secure ? "HTTPS_PROXY" : "HTTP_PROXY";
    // In a CGI program the upper case name is a header that anybody can send.
    boolean isCgi = !secure && environment.containsKey("REQUEST_METHOD");
    String address = isCgi ? environment.get("http_proxy") : variable(name, environment);
    if (address == null || address.isEmpty() || isThisMachine(endpoint.getHost())) {
      return null;
    }
    return ProxyAddress.parse(address, name);
  }

  static NoProxy exceptions(Map<String, String> environment) {
    String list = variable("NO_PROXY", environment);
    return NoProxy.parse(list == null ? "" : list);
  }

  private static @Nullable String variable(String name, Map<String, String> environment) {
    String value = environment.get(name);
    return value == null || value.isEmpty()
        ? environment.get(name.toLowerCase(Locale.ROOT))
        : value;
  }

  private static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost")
        || IpAddress.parse(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
