/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS settings made of PEM files: whom to trust, and who we are. */
public final class PemSslContext {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final char[] NO_PASSWORD = {};

  private PemSslContext() {}

  /**
   * Returns a context for these certificates and this key.
   *
   * @param trustedCertificates the certificates to trust, or null for the JVM's own
   * @param clientTls who we are, or null to stay anonymous
   * @throws IllegalArgumentException if one of them can't be read; the message never has content
   */
  public static SSLContext create(
      byte @Nullable [] trustedCertificates, @Nullable ClientTls clientTls) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          clientTls == null ? null : keyManagers(clientTls),
          trustedCertificates == null ? null : trustManagers(trustedCertificates),
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS settings must be usable: error=" + e, e);
    }
  }

  private static TrustManager[] trustManagers(byte[] pem)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyKeyStore();
    int index = 0;
    for (Certificate certificate : certificates(pem, "trustedCertificates")) {
      store.setCertificateEntry("trusted-" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(ClientTls clientTls)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyKeyStore();
    store.setKeyEntry(
        "client",
        privateKey(clientTls.privateKeyPem()),
        NO_PASSWORD,
        certificates(clientTls.certificatePem(), "certificate").toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static List<Certificate> certificates(byte[] pem, String name) {
    try {
      List<Certificate> certificates =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(pem)));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      // The exception is left out: it repeats the first line, all of a PEM that lost its line
      // breaks.
      throw new IllegalArgumentException(
          name + " must be X.509 certificates in PEM: length=" + pem.length);
    }
    throw new IllegalArgumentException(
        name + " must hold at least one certificate: length=" + pem.length);
  }

  private static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
    Matcher block = PRIVATE_KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (block.find()) {
      for (String algorithm : KEY_ALGORITHMS) {
        try {
          byte[] der = Base64.getMimeDecoder().decode(block.group(1));
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
          // A key of another algorithm, or no key.
        }
      }
    }
    throw new IllegalArgumentException(
        "privateKey must be an RSA, EC or EdDSA key in PKCS#8 PEM: length=" + pem.length);
  }

  private static KeyStore emptyKeyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  /** A client's private key and the chain of certificates that vouches for it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record ClientTls(byte[] privateKeyPem, byte[] certificatePem) {
    /** Shows nothing: it is a key. */
    @Override
    public String toString() {
      return "ClientTls{}";
    }
  }
}
