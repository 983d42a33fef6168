/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.remotewrite.client.HttpsReceiver.Handshake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server name, oldest version, no verification at all, and key stores. */
class TlsOptionsIT {
  private static final Map<DropReason, Long> GIVEN_UP = Map.of(DropReason.GIVEN_UP, 1L);

  @TempDir private static Path directory;
  private static TestIdentity here;
  private static TestIdentity elsewhere;
  private static TestIdentity wildcard;
  private static TestIdentity sender;

  private final ClientLog log = ClientLog.open();

  @AfterEach
  void closeLog() {
    log.close();
  }

  @BeforeAll
  static void createIdentities() {
    here = TestIdentity.create(directory, "EC", "ip:127.0.0.1");
    elsewhere = TestIdentity.create(directory, "EC", "dns:elsewhere.example");
    wildcard = TestIdentity.create(directory, "EC", "dns:*.example.com");
    sender = TestIdentity.create(directory, "EC", "dns:sender");
  }

  private static RemoteWriteClientBuilder sendingTo(HttpsReceiver receiver) {
    return ClientFixture.impatient(receiver.endpoint()).setMaxAttempts(2);
  }

  @Test
  void serverNameIsAskedForAndVerifiedInsteadOfTheAddress() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(elsewhere.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              sendingTo(receiver)
                  .setTrustedCertificates(elsewhere.certificatePem())
                  .setServerName("elsewhere.example"));

      assertThat(result.isComplete()).isTrue();
      assertThat(receiver.handshakes())
          .extracting(Handshake::serverName)
          .containsExactly("elsewhere.example");
    }
  }

  @Test
  void serverNameIsAskedForAndVerifiedInsteadOfTheHostsName() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(elsewhere.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpointByName())
                  .setTrustedCertificates(elsewhere.certificatePem())
                  .setServerName("elsewhere.example"));

      assertThat(result.isComplete()).isTrue();
      assertThat(receiver.handshakes())
          .extracting(Handshake::serverName)
          .containsExactly("elsewhere.example");
    }
  }

  @Test
  void addressAsServerNameIsVerifiedAndNotAskedFor() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(here.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              ClientFixture.impatient(receiver.endpointByName())
                  .setMaxAttempts(2)
                  .setTrustedCertificates(here.certificatePem())
                  .setServerName("127.0.0.1"));

      assertThat(result.isComplete()).isTrue();
      assertThat(receiver.handshakes().get(0).serverName()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere.example, other.example, false",
    "elsewhere.example, sub.elsewhere.example, false",
    "elsewhere.example, 127.0.0.1, false",
    "wildcard, a.example.com, true",
    "wildcard, A.EXAMPLE.COM, true",
    "wildcard, example.com, false",
    "wildcard, a.b.example.com, false",
    // The address of the endpoint doesn't count once there is a name.
    "here, other.example, false",
    "here, 127.0.0.2, false",
  })
  void certificateMustBeForTheServerName(String certificate, String serverName, boolean isLetIn)
      throws Exception {
    TestIdentity identity =
        switch (certificate) {
          case "here" -> here;
          case "wildcard" -> wildcard;
          default -> elsewhere;
        };
    try (HttpsReceiver receiver = HttpsReceiver.start(identity.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              sendingTo(receiver)
                  .setTrustedCertificates(identity.certificatePem())
                  .setServerName(serverName));

      assertThat(result.isComplete()).isEqualTo(isLetIn);
      assertThat(receiver.requests()).isEqualTo(isLetIn ? 1 : 0);
    }
  }

  @Test
  void serverNameWithTheJvmsTrustStillVerifies() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(elsewhere.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(sendingTo(receiver).setServerName("elsewhere.example"));

      assertThat(result.samplesDropped()).isEqualTo(GIVEN_UP);
      assertThat(receiver.requests()).isZero();
    }
  }

  @Test
  void serverNameGoesWithASslContext() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(elsewhere.sslContext())) {
      WriteResult result =
          ClientFixture.writeOne(
              sendingTo(receiver)
                  .setSslContext(sender.sslContext(elsewhere))
                  .setServerName("elsewhere.example"));

      assertThat(result.isComplete()).isTrue();
    }
  }

  @Test
  void verificationIsOffOnlyWhereItIsSwitchedOffAndThatIsTold() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(elsewhere.sslContext());
        RemoteWriteClient insecure = sendingTo(receiver).setInsecureSkipVerify(true).build()) {
      assertThat(log.lines())
          .containsExactly(
              "WARNING receiver's certificate is not verified, anybody may read and forge what is"
                  + " sent: endpoint="
                  + receiver.endpoint()
                  + ", insecureSkipVerify=true");
      assertThat(ClientFixture.writeOne(insecure).isComplete()).isTrue();
      assertThat(receiver.requests()).isEqualTo(1);

      for (RemoteWriteClientBuilder secure :
          new RemoteWriteClientBuilder[] {
            sendingTo(receiver), sendingTo(receiver).setInsecureSkipVerify(false)
          }) {
        assertThat(ClientFixture.writeOne(secure).samplesDropped()).isEqualTo(GIVEN_UP);
      }
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }

  @Test
  void unverifiedReceiverIsStillShownTheSendersCertificate() throws Exception {
    try (HttpsReceiver receiver =
        HttpsReceiver.startForKnownSenders(elsewhere.sslContext(sender))) {
      WriteResult result =
          ClientFixture.writeOne(
              sendingTo(receiver)
                  .setClientTls(sender.privateKeyPem(), sender.certificatePem())
                  .setServerName("whoever.example")
                  .setInsecureSkipVerify(true));

      assertThat(result.isComplete()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, TLS_1_2, true",
    "TLSv1.2, TLS_1_3, false",
    "TLSv1.3, TLS_1_2, true",
    "TLSv1.3, TLS_1_3, true"
  })
  void olderVersionsThanTheOldestAreNotSpoken(
      String spoken, TlsVersion minTlsVersion, boolean isLetIn) throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(here.sslContext(), spoken)) {
      WriteResult result =
          ClientFixture.writeOne(
              sendingTo(receiver)
                  .setTrustedCertificates(here.certificatePem())
                  .setMinTlsVersion(minTlsVersion));

      assertThat(result.isComplete()).isEqualTo(isLetIn);
      assertThat(receiver.requests()).isEqualTo(isLetIn ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void storesStandForPemFiles(String type) throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(here.sslContext(sender))) {
      WriteResult result =
          ClientFixture.writeOne(
              sendingTo(receiver)
                  .setTrustStore(here.trustStore(type), TestIdentity.PASSWORD.toCharArray())
                  .setKeyStore(sender.file(), TestIdentity.PASSWORD.toCharArray()));

      assertThat(result.isComplete()).isTrue();
      assertThat(receiver.handshakes().get(0).senderSerialNumber())
          .isEqualTo(sender.serialNumber());
    }
  }

  @Test
  void contextsOwnVersionsAreKept() throws Exception {
    SSLContext context = sender.sslContext(here);
    SSLParameters parameters = context.getDefaultSSLParameters();
    assertThat(parameters.getProtocols()).contains("TLSv1.3");
    try (HttpsReceiver receiver = HttpsReceiver.start(here.sslContext())) {
      ClientFixture.writeOne(
          sendingTo(receiver).setSslContext(context).setTimeout(Duration.ofSeconds(5)));

      assertThat(receiver.handshakes()).extracting(Handshake::protocol).containsOnly("TLSv1.3");
    }
  }

  @Test
  void passwordIsCopied() throws Exception {
    char[] password = TestIdentity.PASSWORD.toCharArray();
    RemoteWriteClientBuilder builder =
        RemoteWriteClient.builder("https://receiver/").setKeyStore(sender.file(), password);
    password[0] = '?';

    builder.build().close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setKeyStore(sender.file(), password).build());
  }
}
