/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS as another context does it, with a server that goes by another name than its address.
 *
 * <p>The JDK's HTTP client asks a context for an engine for the host of the URL, and then tells the
 * engine that name again, to send it along (SNI). Both are replaced here, so that the name is what
 * the server is asked for and what its certificate is checked against, by the JDK's own checks:
 * there are none of ours to get wrong.
 */
final class ServerNameContext extends SSLContext {
  ServerNameContext(SSLContext delegate, String serverName) {
    super(new Spi(delegate, serverName), delegate.getProvider(), delegate.getProtocol());
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext delegate;
    private final String serverName;

    Spi(SSLContext delegate, String serverName) {
      this.delegate = delegate;
      this.serverName = serverName;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new ServerNameEngine(delegate.createSSLEngine(serverName, port), serverName);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw engineOnly();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("context is initialised already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw engineOnly();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw engineOnly();
    }

    private static UnsupportedOperationException engineOnly() {
      return new UnsupportedOperationException("context makes engines for a host only");
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return delegate.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return delegate.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return delegate.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return delegate.getSupportedSSLParameters();
    }
  }
}
