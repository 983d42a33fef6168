/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A private key with a certificate it has signed itself, made by the JDK's keytool. */
final class TestIdentity {
  private static final String PASSWORD = "password";

  private final KeyStore store;

  private TestIdentity(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes an identity.
   *
   * @param directory where to leave files
   * @param algorithm {@code RSA} or {@code EC}
   * @param name whom the certificate is for, such as {@code ip:127.0.0.1}
   */
  static TestIdentity create(Path directory, String algorithm, String name) {
    try {
      Path file = Files.createTempDirectory(directory, "identity").resolve("store.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  algorithm,
                  "-dname",
                  "CN=test",
                  "-ext",
                  "san=" + name,
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-alias",
                  "test",
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool failed: " + output);
      }
      return new TestIdentity(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the certificate, X.509 in PEM. */
  byte[] certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("test").getEncoded());
  }

  /** Returns the private key, PKCS#8 in PEM. */
  byte[] privateKeyPem() throws GeneralSecurityException {
    return pem("PRIVATE KEY", store.getKey("test", PASSWORD.toCharArray()).getEncoded());
  }

  private static byte[] pem(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, text, type)
        .getBytes(US_ASCII);
  }

  /** Returns TLS settings with this identity, that trust the other one if there is one. */
  SSLContext sslContext(@Nullable TestIdentity trusted) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys.getKeyManagers(), trusted == null ? null : trusted.trust().getTrustManagers(), null);
    return context;
  }

  private TrustManagerFactory trust() throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    try {
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      certificates.setCertificateEntry("trusted", store.getCertificate("test"));
      trust.init(certificates);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return trust;
  }
}
