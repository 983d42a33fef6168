/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that OpenSSL made, in {@code src/test/resources/keys}. */
class PrivateKeysTest {
  private static final char[] PASSWORD = "password".toCharArray();

  private static byte[] pem(String name) {
    try (InputStream in = PrivateKeysTest.class.getResourceAsStream("/keys/" + name + ".pem")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs8, RSA",
    "ec-pkcs8, EC",
    "ec384-pkcs8, EC",
    "ed25519-pkcs8, EdDSA",
  })
  void pkcs8IsRead(String name, String algorithm) {
    byte[] pem = pem(name);

    assertThat(PrivateKeys.read(pem, null).getAlgorithm()).isEqualTo(algorithm);
    assertThat(PrivateKeys.read(pem, PASSWORD).getEncoded())
        .isEqualTo(Pem.blocks(pem).get(0).der());
  }

  @Test
  void rsaKeyOfPkcs1IsTheSame() {
    assertThat(PrivateKeys.read(pem("rsa-pkcs1"), null))
        .isEqualTo(PrivateKeys.read(pem("rsa-pkcs8"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "ec384"})
  void ecKeyOfSec1IsTheSame(String name) {
    ECPrivateKey sec1 = (ECPrivateKey) PrivateKeys.read(pem(name + "-sec1"), null);
    ECPrivateKey pkcs8 = (ECPrivateKey) PrivateKeys.read(pem(name + "-pkcs8"), null);

    assertThat(sec1.getS()).isEqualTo(pkcs8.getS());
    assertThat(sec1.getParams()).isSameAs(pkcs8.getParams());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec-pkcs8-aes256", "ec-pkcs8-aes128-sha1", "ec-pkcs8-3des"})
  void encryptedKeyIsReadWithItsPassword(String name) {
    assertThat(PrivateKeys.read(pem(name), PASSWORD))
        .isEqualTo(PrivateKeys.read(pem("ec-pkcs8"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec-pkcs8-aes256", "ec-pkcs8-aes128-sha1", "ec-pkcs8-3des"})
  void encryptedKeyNeedsItsPassword(String name) {
    byte[] pem = pem(name);

    assertThatThrownBy(() -> PrivateKeys.read(pem, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("privateKey is encrypted and needs a password: length=" + pem.length);
    assertThatThrownBy(() -> PrivateKeys.read(pem, "Password".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "privateKey must be encrypted with this password, by a scheme that the JDK knows:"
                + " length="
                + pem.length)
        .hasNoCause();
  }

  @Test
  void schemeThatTheJdkDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> PrivateKeys.read(pem("ec-pkcs8-scrypt"), PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("privateKey must be ");
  }

  @Test
  void legacyEncryptionIsRefusedWithTheWayOut() {
    byte[] pem = pem("ec-sec1-legacy");

    assertThatThrownBy(() -> PrivateKeys.read(pem, PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "privateKey must be encrypted in PKCS#8 (openssl pkcs8 -topk8), not in the older form:"
                + " length="
                + pem.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-pkcs1", "ec-sec1", "ec-pkcs8", "ec-pkcs8-aes256"})
  void keyThatIsCutOffAnywhereIsRefused(String name) {
    Pem block =
        Pem.blocks(pem(name)).stream().filter(b -> b.label().endsWith("KEY")).findFirst().get();
    byte[] der = block.der();
    for (int length = 0; length < der.length; length++) {
      byte[] cut = new byte[length];
      System.arraycopy(der, 0, cut, 0, length);
      byte[] pem =
          "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
              .formatted(block.label(), Base64.getEncoder().encodeToString(cut))
              .getBytes(US_ASCII);

      assertThatThrownBy(() -> PrivateKeys.read(pem, PASSWORD))
          .as("cut to %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("privateKey must be ");
    }
  }
}
