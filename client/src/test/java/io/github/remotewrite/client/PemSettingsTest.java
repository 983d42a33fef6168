/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PEM files that are not what they should be: refused by build, and never shown. */
class PemSettingsTest {
  private static final String SECRET = "c2VjcmV0c2VjcmV0";

  @TempDir private static Path directory;
  private static TestIdentity identity;

  @BeforeAll
  static void createIdentity() {
    identity = TestIdentity.create(directory, "EC", "dns:test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        SECRET,
        "-----BEGIN CERTIFICATE-----\n" + SECRET + "\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n" + SECRET,
        "-----BEGIN CERTIFICATE-----\n" + SECRET + "=a\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----" + SECRET + "-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----"
      })
  void trustedCertificatesThatAreNoneAreRefused(String pem) {
    assertRefused(builder().setTrustedCertificates(pem.getBytes(US_ASCII)))
        .startsWith("trustedCertificates must ")
        .endsWith(": length=" + pem.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        SECRET,
        "-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n" + SECRET + "=a\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n" + SECRET,
        "-----BEGIN RSA PRIVATE KEY-----\n" + SECRET + "\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + SECRET + "\n-----END ENCRYPTED PRIVATE KEY-----"
      })
  void privateKeyThatIsNoneIsRefused(String pem) throws Exception {
    assertRefused(builder().setClientTls(pem.getBytes(US_ASCII), identity.certificatePem()))
        .isEqualTo("privateKey must be an RSA, EC or EdDSA key in PEM: length=" + pem.length());
  }

  @Test
  void keyAndCertificateInEachOthersPlaceAreRefused() throws Exception {
    String key = new String(identity.privateKeyPem(), US_ASCII).lines().toList().get(1);

    RemoteWriteClientBuilder builder =
        builder().setClientTls(identity.certificatePem(), identity.privateKeyPem());

    assertRefused(builder).startsWith("privateKey must ").doesNotContain(key);
  }

  @Test
  void keyInPlaceOfTheClientsCertificateIsRefused() throws Exception {
    assertRefused(builder().setClientTls(identity.privateKeyPem(), identity.privateKeyPem()))
        .startsWith("certificate must ");
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws Exception {
    TestIdentity other = TestIdentity.create(directory, "RSA", "dns:test");

    assertRefused(builder().setClientTls(other.privateKeyPem(), identity.certificatePem()))
        .isEqualTo(
            "certificate must be for this private key: keyAlgorithm=RSA, certificateAlgorithm=EC");
  }

  @Test
  void storeWithAnotherPasswordIsRefused() throws Exception {
    assertRefused(builder().setKeyStore(identity.file(), SECRET.toCharArray()))
        .isEqualTo(
            "keyStore must be PKCS#12 or JKS with this password: keyStore=" + identity.file());
    assertRefused(builder().setTrustStore(identity.file(), SECRET.toCharArray()))
        .startsWith("trustStore must be PKCS#12 or JKS with this password: ");
  }

  @Test
  void storeWithoutTrustedCertificatesIsRefused() throws Exception {
    assertRefused(builder().setTrustStore(identity.file(), TestIdentity.PASSWORD.toCharArray()))
        .isEqualTo("trustStore must hold a certificate that Java sees: type=PKCS12");
  }

  private static RemoteWriteClientBuilder builder() {
    return RemoteWriteClient.builder("https://receiver/");
  }

  /** Asserts that build refuses and keeps silent about contents, and returns its message. */
  private static AbstractStringAssert<?> assertRefused(RemoteWriteClientBuilder builder) {
    IllegalArgumentException refusal =
        catchThrowableOfType(IllegalArgumentException.class, builder::build);
    assertThat(refusal).isNotNull();
    assertThat(Stream.iterate((Throwable) refusal, e -> e != null, Throwable::getCause))
        .extracting(Throwable::toString)
        .noneMatch(text -> text.contains(SECRET));
    return assertThat(refusal.getMessage());
  }
}
