/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A receiver behind TLS that counts what gets through to it. */
final class HttpsReceiver implements AutoCloseable {
  private final HttpsServer server;
  // A failed handshake would hold up the only thread there is by default.
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> headerNames = new CopyOnWriteArrayList<>();
  private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();

  private HttpsReceiver(SSLContext tls, boolean asksForCertificate, String... protocols)
      throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = tls.getDefaultSSLParameters();
            ssl.setNeedClientAuth(asksForCertificate);
            if (protocols.length > 0) {
              ssl.setProtocols(protocols);
            }
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  /** Starts a receiver that speaks these versions of TLS, or those of the context. */
  static HttpsReceiver start(SSLContext tls, String... protocols) throws IOException {
    return new HttpsReceiver(tls, false, protocols);
  }

  /** Starts a receiver for senders with a certificate only. */
  static HttpsReceiver startForKnownSenders(SSLContext tls) throws IOException {
    return new HttpsReceiver(tls, true);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      headerNames.addAll(exchange.getRequestHeaders().keySet());
      ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
      handshakes.add(
          new Handshake(session.getProtocol(), serverName(session), peerSerialNumber(session)));
      requests.incrementAndGet();
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static @Nullable String serverName(ExtendedSSLSession session) {
    return session.getRequestedServerNames().stream()
        .map(name -> ((SNIHostName) name).getAsciiName())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable BigInteger peerSerialNumber(SSLSession session) {
    try {
      return ((X509Certificate) session.getPeerCertificates()[0]).getSerialNumber();
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  /** Returns the names of all headers so far. */
  List<String> headerNames() {
    return List.copyOf(headerNames);
  }

  /** Returns how each request's connection was made. */
  List<Handshake> handshakes() {
    return List.copyOf(handshakes);
  }

  /** Returns the same endpoint under the host's name instead of its address. */
  String endpointByName() {
    return endpoint().replace("127.0.0.1", "localhost");
  }

  String endpoint() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write";
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  /**
   * How a connection was made.
   *
   * @param serverName which name the sender asked for (SNI)
   * @param senderSerialNumber the number of the sender's certificate
   */
  record Handshake(
      String protocol, @Nullable String serverName, @Nullable BigInteger senderSerialNumber) {}
}
