/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private key with a certificate it has signed itself, made by the JDK's keytool. */
final class TestIdentity {
  static final String PASSWORD = "password";

  private final Path file;
  private final KeyStore store;

  private TestIdentity(Path file) throws IOException, GeneralSecurityException {
    this.file = file;
    this.store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
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
      return new TestIdentity(file);
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the store it is in, PKCS#12 with {@link #PASSWORD}. */
  Path file() {
    return file;
  }

  /** Returns a store that trusts it, of another type. */
  Path trustStore(String type) throws IOException, GeneralSecurityException {
    Path trust = Files.createTempFile(file.getParent(), "trust", ".store");
    KeyStore certificates = KeyStore.getInstance(type);
    certificates.load(null, null);
    certificates.setCertificateEntry("trusted", store.getCertificate("test"));
    try (OutputStream out = Files.newOutputStream(trust)) {
      certificates.store(out, PASSWORD.toCharArray());
    }
    return trust;
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

  BigInteger serialNumber() throws GeneralSecurityException {
    return ((X509Certificate) store.getCertificate("test")).getSerialNumber();
  }

  /** Returns TLS settings with this identity, that trust the others if there are any. */
  SSLContext sslContext(TestIdentity... trusted) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys.getKeyManagers(),
        trusted.length == 0 ? null : trust(trusted).getTrustManagers(),
        null);
    return context;
  }

  private static TrustManagerFactory trust(TestIdentity... trusted)
      throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    try {
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      for (int i = 0; i < trusted.length; i++) {
        certificates.setCertificateEntry("trusted-" + i, trusted[i].store.getCertificate("test"));
      }
      trust.init(certificates);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return trust;
  }
}
