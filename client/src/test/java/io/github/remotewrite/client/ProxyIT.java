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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that are reached through a proxy. */
class ProxyIT extends ClientFixture {
  private final List<String> asked = new CopyOnWriteArrayList<>();
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
}
