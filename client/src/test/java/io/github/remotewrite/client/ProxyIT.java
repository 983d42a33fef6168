/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.remotewrite.receiver.Answer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that are reached through a proxy. */
class ProxyIT extends ClientFixture {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private HttpServer proxy;

  @BeforeEach
  void startProxy() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::forward);
    proxy.start();
  }

  @AfterEach
  void stopProxy() {
    proxy.stop(0);
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      credentials.addAll(
          exchange.getRequestHeaders().getOrDefault("Proxy-Authorization", List.of()));
      HttpURLConnection onward =
          (HttpURLConnection) exchange.getRequestURI().toURL().openConnection(Proxy.NO_PROXY);
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> onward.setRequestProperty(name, values.get(0)));
      onward.setDoOutput(true);
      exchange.getRequestBody().transferTo(onward.getOutputStream());
      exchange.sendResponseHeaders(onward.getResponseCode(), -1);
    }
  }

  @Test
  void requestGoesThroughTheProxyAsItIs() {
    WriteResult result = writeOne(builder().setProxySelector(ProxySelector.of(proxy.getAddress())));

    assertThat(result.isComplete()).isTrue();
    // In absolute form (RFC 9112, 3.2.2), or the proxy would not know where to.
    assertThat(asked).containsExactly("POST " + receiver.endpoint());
    assertThat(onlyRequest().violations()).isEmpty();
  }

  @Test
  void proxyThatDoesNotReachTheReceiverIsRetried() {
    receiver.answerNext(Answer.status(502));

    WriteResult result = writeOne(builder().setProxySelector(ProxySelector.of(proxy.getAddress())));

    assertThat(result.isComplete()).isTrue();
    assertThat(asked).hasSize(2);
  }

  @Test
  void proxyThatIsAwayCostsTheTimeoutAndTheSamples() {
    proxy.stop(0);

    WriteResult result =
        writeOne(
            builder().setMaxAttempts(2).setProxySelector(ProxySelector.of(proxy.getAddress())));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
    assertThat(receiver.requests()).isEmpty();
  }

  private String proxyUrl(String userInfo) {
    return "http://" + userInfo + "127.0.0.1:" + proxy.getAddress().getPort();
  }

  @Test
  void proxyIsTheOneOfTheUrlAndGetsItsCredentialsAlone() {
    WriteResult result =
        writeOne(builder().setProxyUrl(proxyUrl("user:pass@")).setBasicAuth("a", "b"));

    assertThat(result.isComplete()).isTrue();
    assertThat(asked).containsExactly("POST " + receiver.endpoint());
    assertThat(credentials).containsExactly("Basic dXNlcjpwYXNz");
    assertThat(headers("Authorization")).containsExactly(List.of("Basic YTpi"));
  }

  @Test
  void credentialsOfTheProxyNeverReachAReceiverWithoutOne() {
    writeOne(builder().setProxyUrl(proxyUrl("user:pass@")).setNoProxy("127.0.0.0/8"));

    assertThat(asked).isEmpty();
    assertThat(headers("Proxy-Authorization")).containsExactly(List.of());
  }

  @Test
  void selectedProxyGetsCredentials() {
    writeOne(
        builder()
            .setProxySelector(ProxySelector.of(proxy.getAddress()))
            .setProxyBasicAuth("user", "pass"));

    assertThat(credentials).containsExactly("Basic dXNlcjpwYXNz");
  }

  @Test
  void tunnelIsAskedForWithCredentialsThatStayBehind(@TempDir Path directory) throws Exception {
    TestIdentity identity = TestIdentity.create(directory, "EC", "ip:127.0.0.1");
    try (TunnelProxy tunnel = TunnelProxy.start();
        HttpsReceiver secure = HttpsReceiver.start(identity.sslContext())) {
      WriteResult result =
          writeOne(
              impatient(secure.endpoint())
                  .setTrustedCertificates(identity.certificatePem())
                  .setProxyUrl("http://user:pass@127.0.0.1:" + tunnel.port()));

      assertThat(result.isComplete()).isTrue();
      assertThat(tunnel.heads()).hasSize(1);
      assertThat(tunnel.heads().get(0).get(0)).startsWith("CONNECT 127.0.0.1:");
      assertThat(tunnel.heads().get(0))
          .anyMatch(line -> line.matches("Proxy-Authorization: +Basic dXNlcjpwYXNz"));
      assertThat(secure.headerNames()).doesNotContain("Proxy-authorization");
    }
  }
}
