/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers behind TLS, and senders they ask for a certificate. */
class TlsIT {
  private static final String HERE = "ip:127.0.0.1";
  private static final WriteResult PENDING = new WriteResult(0, Map.of(), 1);

  @TempDir private static Path directory;
  private static TestIdentity server;
  private static TestIdentity elsewhere;
  private static TestIdentity ecSender;
  private static TestIdentity rsaSender;

  private final ClientLog log = ClientLog.open();

  @AfterEach
  void closeLog() {
    log.close();
  }

  @BeforeAll
  static void createIdentities() {
    server = TestIdentity.create(directory, "EC", HERE);
    elsewhere = TestIdentity.create(directory, "RSA", "dns:elsewhere.example");
    ecSender = TestIdentity.create(directory, "EC", "dns:sender");
    rsaSender = TestIdentity.create(directory, "RSA", "dns:sender");
  }

  @Test
  void receiverWithATrustedCertificateGetsTheSamples() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(server.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setTrustedCertificates(server.certificatePem()));

      assertThat(result.isComplete()).isTrue();
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }

  @Test
  void oneOfSeveralTrustedCertificatesIsEnough() throws Exception {
    byte[] both =
        (new String(elsewhere.certificatePem(), US_ASCII)
                + "\n# the receiver\n"
                + new String(server.certificatePem(), US_ASCII))
            .getBytes(US_ASCII);
    try (HttpsReceiver receiver = HttpsReceiver.start(server.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint()).setTrustedCertificates(both));

      assertThat(result.isComplete()).isTrue();
    }
  }

  @Test
  void receiverWithAnUnknownCertificateGetsNothingHoweverOftenItIsTried() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (HttpsReceiver receiver = HttpsReceiver.start(server.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setTimeout(Duration.ofSeconds(2))
                  .setRetryableException(error -> attempts.incrementAndGet() > 0));

      assertThat(result).isEqualTo(PENDING);
      assertThat(attempts).hasValueGreaterThan(1);
      assertThat(receiver.requests()).isZero();
    }
  }

  @Test
  void receiverWithACertificateForAnotherHostGetsNothing() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(elsewhere.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setMaxAttempts(2)
                  .setTrustedCertificates(elsewhere.certificatePem()));

      assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
      assertThat(receiver.requests()).isZero();
      assertThat(log.everything()).contains("127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void senderWithACertificateIsLetIn(String algorithm) throws Exception {
    TestIdentity sender = algorithm.equals("EC") ? ecSender : rsaSender;
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(server.sslContext(sender))) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setTrustedCertificates(server.certificatePem())
                  .setClientTls(sender.privateKeyPem(), sender.certificatePem()));

      assertThat(result.isComplete()).isTrue();
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }

  @Test
  void senderWithoutACertificateIsNotLetIn() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(server.sslContext(ecSender))) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setMaxAttempts(2)
                  .setTrustedCertificates(server.certificatePem()));

      assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
      assertThat(receiver.requests()).isZero();
    }
  }

  @Test
  void senderWithAnotherCertificateIsNotLetIn() throws Exception {
    TestIdentity stranger = rsaSender;
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(server.sslContext(ecSender))) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setMaxAttempts(2)
                  .setTrustedCertificates(server.certificatePem())
                  .setClientTls(stranger.privateKeyPem(), stranger.certificatePem()));

      assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
      assertThat(receiver.requests()).isZero();
    }
  }

  @Test
  void sslContextIsUsedAsItIs() throws Exception {
    TestIdentity sender = ecSender;
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(server.sslContext(sender))) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpoint())
                  .setSslContext(sender.sslContext(server)));

      assertThat(result.isComplete()).isTrue();
    }
  }

  @Test
  void sslContextExcludesTheOtherTlsSettings() throws Exception {
    RemoteWriteClientBuilder builder =
        RemoteWriteClient.builder("https://receiver/").setSslContext(server.sslContext());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.copy().setTrustedCertificates(server.certificatePem()).build())
        .withMessage(
            "setSslContext excludes every other way to say whom to trust and who we are:"
                + " set=[setTrustedCertificates]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                builder
                    .copy()
                    .setClientTls(server.privateKeyPem(), server.certificatePem())
                    .build())
        .withMessageEndingWith("set=[setClientTls]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.copy().setInsecureSkipVerify(true).build())
        .withMessageEndingWith("set=[setInsecureSkipVerify]");
  }
}
