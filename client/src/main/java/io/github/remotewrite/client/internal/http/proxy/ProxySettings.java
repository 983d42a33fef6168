/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import io.github.remotewrite.client.internal.http.auth.Authentication;
import io.github.remotewrite.client.internal.http.option.Choice;
import java.net.ProxySelector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which proxy to use, as it was set. Immutable, and shared by copies of options. */
public final class ProxySettings {
  /** The JVM's own settings decide. */
  public static final ProxySettings OF_JVM = new ProxySettings(null, null, null, false, null);

  private final @Nullable ProxySelector selector;
  private final @Nullable ProxyAddress address;
  private final @Nullable String noProxy;
  private final boolean fromEnvironment;
  private final @Nullable String credentials;

  private ProxySettings(
      @Nullable ProxySelector selector,
      @Nullable ProxyAddress address,
      @Nullable String noProxy,
      boolean fromEnvironment,
      @Nullable String credentials) {
    this.selector = selector;
    this.address = address;
    this.noProxy = noProxy;
    this.fromEnvironment = fromEnvironment;
    this.credentials = credentials;
  }

  public ProxySettings withSelector(ProxySelector value) {
    return new ProxySettings(value, address, noProxy, fromEnvironment, credentials);
  }

  /**
   * Returns these settings with a proxy.
   *
   * @throws IllegalArgumentException if it is no URL of a proxy
   */
  public ProxySettings withUrl(String url) {
    ProxyAddress parsed = ProxyAddress.parse(url, "proxyUrl");
    return new ProxySettings(selector, parsed, noProxy, fromEnvironment, credentials);
  }

  public ProxySettings withNoProxy(String list) {
    return new ProxySettings(selector, address, list, fromEnvironment, credentials);
  }

  public ProxySettings withFromEnvironment(boolean value) {
    return new ProxySettings(selector, address, noProxy, value, credentials);
  }

  public ProxySettings withBasicAuth(String user, String password) {
    String header = Authentication.basicCredentials(user, password);
    return new ProxySettings(selector, address, noProxy, fromEnvironment, header);
  }

  /**
   * Checks what contradicts each other.
   *
   * @throws IllegalArgumentException with the names of the options
   */
  public void requireConsistent() {
    List<String> set = new ArrayList<>();
    if (selector != null) {
      set.add("setProxySelector");
    }
    if (address != null) {
      set.add("setProxyUrl");
    }
    if (fromEnvironment) {
      set.add("setProxyFromEnvironment");
    }
    Choice.requireAtMostOne(set);
    require(noProxy == null || address != null, "setNoProxy needs setProxyUrl: noProxy=" + noProxy);
    require(
        credentials == null || address == null || address.credentials() == null,
        "setProxyBasicAuth excludes user-info in setProxyUrl: proxyUrl=" + address);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Returns how an endpoint is reached.
   *
   * @throws IllegalArgumentException if the environment's settings make no sense
   */
  public ProxyRoute route(URI endpoint, Map<String, String> environment) {
    if (address != null) {
      return through(address, NoProxy.parse(noProxy == null ? "" : noProxy));
    }
    if (fromEnvironment) {
      ProxyAddress found = EnvironmentProxy.of(endpoint, environment);
      return found == null
          ? new ProxyRoute(ProxyRoute.DIRECT, null)
          : through(found, EnvironmentProxy.exceptions(environment));
    }
    return new ProxyRoute(selector, credentials);
  }

  private ProxyRoute through(ProxyAddress proxy, NoProxy exceptions) {
    String own = proxy.credentials();
    return new ProxyRoute(
        new FixedProxy(proxy.socketAddress(), exceptions), own == null ? credentials : own);
  }

  /** Shows where the proxy is, or what decides about it. */
  @Override
  public String toString() {
    if (address != null) {
      return address.toString();
    }
    return fromEnvironment ? "environment" : selector != null ? "selector" : "jvm";
  }
}
