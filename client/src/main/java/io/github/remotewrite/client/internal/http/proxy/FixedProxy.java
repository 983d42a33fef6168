/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** One proxy for every host but some. */
final class FixedProxy extends ProxySelector {
  private final List<Proxy> proxy;
  private final NoProxy exceptions;

  FixedProxy(InetSocketAddress proxy, NoProxy exceptions) {
    this.proxy = List.of(new Proxy(Proxy.Type.HTTP, proxy));
    this.exceptions = exceptions;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return exceptions.matches(uri.getHost(), port(uri)) ? List.of(Proxy.NO_PROXY) : proxy;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // There is no other proxy to go to; the attempt tells of it.
  }
}
