/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.github.remotewrite.it.TestCertificates.Authority.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.RemoteWriteClientBuilder;
import io.github.remotewrite.it.backend.ForwardProxy;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real proxy that asks for a password: tinyproxy. */
class ProxyIT {
  private static final String USER = "sender";
  private static final String PASSWORD = "pr0xy-pass";
  private static final String WRONG = "pr0xy-wrong";

  @RegisterExtension private final SecretGuard secrets = new SecretGuard(PASSWORD, WRONG);
  @TempDir private Path directory;

  private static RemoteWriteClientBuilder through(
      ForwardProxy proxy, URI endpoint, String password) {
    return Senders.impatient(endpoint).setProxyUrl(proxy.url(USER + ":" + password + "@"));
  }

  @Test
  void receiverIsReachedThroughAProxyWithThePassword() {
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
        ForwardProxy proxy = ForwardProxy.start(USER, PASSWORD)) {
      URI endpoint = server.writeEndpoint();

      assertThat(Senders.isLetIn(through(proxy, endpoint, PASSWORD), secrets)).isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint)
                      .setProxyUrl(proxy.url(""))
                      .setProxyBasicAuth(USER, PASSWORD),
                  secrets))
          .isTrue();
      assertThat(proxy.requests()).hasSize(2).allMatch(line -> line.contains("POST http://127."));

      assertThat(Senders.isLetIn(through(proxy, endpoint, WRONG), secrets)).isFalse();
      assertThat(Senders.isLetIn(Senders.impatient(endpoint).setProxyUrl(proxy.url("")), secrets))
          .isFalse();
      // That is what this proxy says to a wrong password; to none it says 407.
      assertThat(secrets.lines()).anyMatch(line -> line.contains("status=401"));

      int before = proxy.requests().size();
      assertThat(
              Senders.isLetIn(
                  through(proxy, endpoint, PASSWORD).setNoProxy("10.0.0.0/8, 127.0.0.1"), secrets))
          .isTrue();
      assertThat(proxy.requests()).hasSize(before);
    }
  }

  @Test
  void receiverBehindTlsIsReachedThroughATunnelWithThePassword() throws Exception {
    TestCertificates certificates = new TestCertificates(directory);
    Path webConfig =
        WebConfig.withTls(
            directory.resolve("web.yml"), certificates.forServer(FIRST), certificates.key());
    try (PrometheusServer server =
            PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
                .setWebConfigFile(webConfig)
                .start();
        ForwardProxy proxy = ForwardProxy.start(USER, PASSWORD)) {
      URI endpoint = server.writeEndpoint();

      assertThat(
              Senders.isLetIn(
                  through(proxy, endpoint, PASSWORD)
                      .setTrustedCertificatesFile(certificates.ca(FIRST)),
                  secrets))
          .isTrue();
      assertThat(proxy.requests()).singleElement().asString().contains("CONNECT 127.0.0.1:");

      assertThat(
              Senders.isLetIn(
                  through(proxy, endpoint, WRONG)
                      .setTrustedCertificatesFile(certificates.ca(FIRST)),
                  secrets))
          .isFalse();
      // The proxy does not stand for the receiver.
      assertThat(Senders.isLetIn(through(proxy, endpoint, PASSWORD), secrets)).isFalse();
    }
  }
}
