/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.github.remotewrite.it.TestCertificates.Authority.FIRST;
import static io.github.remotewrite.it.TestCertificates.Authority.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.RemoteWriteClientBuilder;
import io.github.remotewrite.client.TlsVersion;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus behind TLS: who gets through to it, and to whom we speak. */
class CertificatesIT {
  @TempDir private static Path directory;
  private static TestCertificates certificates;
  private static String privateKey;

  @RegisterExtension private final SecretGuard secrets = new SecretGuard();

  @BeforeAll
  static void createCertificates() throws Exception {
    certificates = new TestCertificates(directory);
    privateKey = Files.readAllLines(certificates.key()).get(1);
  }

  @BeforeEach
  void keepTheKeySecret() {
    secrets.keep(privateKey);
  }

  private static PrometheusServer start(Path webConfig) {
    return PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
        .setWebConfigFile(webConfig)
        .start();
  }

  private static PrometheusServer startWithTls(Path certificate) throws Exception {
    return start(WebConfig.withTls(directory.resolve("web.yml"), certificate, certificates.key()));
  }

  private static PrometheusServer startWithMutualTls() throws Exception {
    return start(
        WebConfig.withMutualTls(
            directory.resolve("web.yml"),
            certificates.forServer(FIRST),
            certificates.key(),
            certificates.ca(FIRST)));
  }

  private boolean isLetIn(
      PrometheusServer server, UnaryOperator<RemoteWriteClientBuilder> settings) {
    return Senders.isLetIn(settings.apply(Senders.impatient(server.writeEndpoint())), secrets);
  }

  @Test
  void receiverOfATrustedAuthorityIsSentTo() throws Exception {
    try (PrometheusServer server = startWithTls(certificates.forServer(FIRST))) {
      assertThat(isLetIn(server, b -> b.setTrustedCertificatesFile(certificates.ca(FIRST))))
          .isTrue();
      assertThat(
              isLetIn(
                  server,
                  b ->
                      b.setTrustedCertificatesFile(certificates.ca(FIRST))
                          .setMinTlsVersion(TlsVersion.TLS_1_3)))
          .isTrue();
    }
  }

  @Test
  void receiverOfAnUnknownAuthorityIsNotSentTo() throws Exception {
    try (PrometheusServer server = startWithTls(certificates.forServer(FIRST))) {
      assertThat(isLetIn(server, b -> b)).isFalse();
      assertThat(isLetIn(server, b -> b.setTrustedCertificatesFile(certificates.ca(SECOND))))
          .isFalse();
      assertThat(isLetIn(server, b -> b.setInsecureSkipVerify(false))).isFalse();
      assertThat(server.log()).contains("TLS handshake error");

      assertThat(isLetIn(server, b -> b.setInsecureSkipVerify(true))).isTrue();
    }
  }

  @Test
  void receiverWithAnExpiredCertificateIsNotSentTo() throws Exception {
    try (PrometheusServer server = startWithTls(certificates.forServerUntilYesterday())) {
      assertThat(isLetIn(server, b -> b.setTrustedCertificatesFile(certificates.ca(FIRST))))
          .isFalse();
      assertThat(isLetIn(server, b -> b.setInsecureSkipVerify(true))).isTrue();
    }
  }

  @Test
  void receiverWithACertificateForAnotherHostIsNotSentTo() throws Exception {
    try (PrometheusServer server = startWithTls(certificates.forOtherServer("other.example"))) {
      UnaryOperator<RemoteWriteClientBuilder> trusting =
          b -> b.setTrustedCertificatesFile(certificates.ca(FIRST));
      assertThat(isLetIn(server, trusting)).isFalse();
      assertThat(isLetIn(server, b -> trusting.apply(b).setServerName("wrong.example"))).isFalse();

      assertThat(isLetIn(server, b -> trusting.apply(b).setServerName("other.example"))).isTrue();
      assertThat(isLetIn(server, b -> b.setInsecureSkipVerify(true))).isTrue();
    }
  }

  @Test
  void senderIsLetInByACertificateOfTheReceiversAuthorityAlone() throws Exception {
    Path right = certificates.forSender(FIRST);
    Path ofUnknownAuthority = certificates.forSender(SECOND);
    Path expired = certificates.forSenderUntilYesterday();
    Path key = certificates.key();
    try (PrometheusServer server = startWithMutualTls()) {
      UnaryOperator<RemoteWriteClientBuilder> trusting =
          b -> b.setTrustedCertificatesFile(certificates.ca(FIRST));
      assertThat(isLetIn(server, b -> trusting.apply(b).setClientTlsFiles(key, right))).isTrue();

      assertThat(isLetIn(server, trusting)).isFalse();
      assertThat(isLetIn(server, b -> trusting.apply(b).setClientTlsFiles(key, ofUnknownAuthority)))
          .isFalse();
      assertThat(isLetIn(server, b -> trusting.apply(b).setClientTlsFiles(key, expired))).isFalse();
      assertThat(isLetIn(server, b -> b.setClientTlsFiles(key, right))).isFalse();
    }
  }

  @Test
  void plainHttpToAReceiverBehindTlsIsRefused() throws Exception {
    try (PrometheusServer server = startWithTls(certificates.forServer(FIRST))) {
      URI plain = URI.create(server.writeEndpoint().toString().replace("https", "http"));

      assertThat(Senders.isLetIn(Senders.impatient(plain), secrets)).isFalse();
      assertThat(secrets.lines())
          .anyMatch(line -> line.contains("Client sent an HTTP request to an HTTPS server"));
    }
  }

  @Test
  void everyCertificateCanBeReplacedWhileSending() throws Exception {
    Path webConfig = directory.resolve("rotating.yml");
    Path trusted = copy(certificates.ca(FIRST), "trusted.pem");
    Path own = copy(certificates.forSender(FIRST), "own.pem");
    Path ownByFirst = certificates.forSender(FIRST);
    Path ownBySecond = certificates.forSender(SECOND);
    Path serverByFirst = certificates.forServer(FIRST);
    Path serverBySecond = certificates.forServer(SECOND);
    Path both = directory.resolve("both.pem");
    Files.write(both, Files.readAllBytes(certificates.ca(FIRST)));
    Files.write(both, Files.readAllBytes(certificates.ca(SECOND)), StandardOpenOption.APPEND);
    WebConfig.withMutualTls(webConfig, serverByFirst, certificates.key(), certificates.ca(FIRST));
    try (PrometheusServer server = start(webConfig);
        RemoteWriteClient client =
            Senders.patient(server.writeEndpoint())
                .setTrustedCertificatesFile(trusted)
                .setClientTlsFiles(certificates.key(), own)
                .build()) {
      long samples = sendUntilReadAgain(client, 0);
      // Step by step, as an operator does: each side trusts both, shows the new, trusts the new.
      WebConfig.withMutualTls(webConfig, serverByFirst, certificates.key(), both);
      TestCertificates.replace(trusted, both);
      samples += sendUntilReadAgain(client, 1);
      WebConfig.withMutualTls(webConfig, serverBySecond, certificates.key(), both);
      TestCertificates.replace(own, ownBySecond);
      samples += sendUntilReadAgain(client, 2);
      WebConfig.withMutualTls(
          webConfig, serverBySecond, certificates.key(), certificates.ca(SECOND));
      TestCertificates.replace(trusted, certificates.ca(SECOND));
      samples += sendUntilReadAgain(client, 3);

      assertThat(client.statistics().samplesDroppedInTotal()).isZero();
      assertThat(client.statistics().samplesWritten()).isEqualTo(samples);
      // A sender that was left with the first authority's would not get in any more.
      assertThat(
              isLetIn(
                  server,
                  b ->
                      b.setTrustedCertificatesFile(certificates.ca(SECOND))
                          .setClientTlsFiles(certificates.key(), ownByFirst)))
          .isFalse();
      secrets.shown(client);
    }
  }

  private static Path copy(Path file, String name) throws Exception {
    return Files.copy(file, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes samples until files were read again this often, and once more. */
  private long sendUntilReadAgain(RemoteWriteClient client, int times) {
    long samples = 0;
    long deadline = System.nanoTime() + 30_000_000_000L;
    boolean isReadAgain;
    do {
      isReadAgain =
          secrets.lines().stream().filter(line -> line.contains("files were read again")).count()
              >= times;
      assertThat(System.nanoTime()).isLessThan(deadline);
      assertThat(Senders.write(client).isComplete()).isTrue();
      samples++;
    } while (!isReadAgain);
    return samples;
  }
}
