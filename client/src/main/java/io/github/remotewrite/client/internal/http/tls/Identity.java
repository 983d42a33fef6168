/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import io.github.remotewrite.client.internal.http.file.FileContent;
import io.github.remotewrite.client.internal.http.file.Reloading.Loader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to a receiver that asks for a certificate, as it was set.
 *
 * @param files what it is read from
 */
record Identity(List<Path> files, Loader<KeyManager[]> loader) {
  // Protects nothing: the store never leaves memory.
  private static final char[] NO_PASSWORD = {};

  static Identity ofPem(byte[] key, byte[] certificates, char @Nullable [] password) {
    return new Identity(List.of(), () -> managers(key, certificates, password));
  }

  static Identity ofPemFiles(Path key, Path certificates, char @Nullable [] password) {
    return new Identity(
        List.of(key, certificates),
        () -> managers(FileContent.bytes(key), FileContent.bytes(certificates), password));
  }

  static Identity ofStore(Path file, char[] password) {
    return new Identity(
        List.of(file),
        () -> {
          KeyStore store = KeyStores.read(file, password, "keyStore");
          KeyStores.requireEntry(store, store::isKeyEntry, "keyStore", "a key");
          return managers(store, password);
        });
  }

  private static KeyManager[] managers(
      byte[] keyPem, byte[] certificatesPem, char @Nullable [] password) throws IOException {
    PrivateKey key = PrivateKeys.read(keyPem, password);
    List<X509Certificate> chain = Certificates.read(certificatesPem, "certificate");
    requirePair(key, chain.get(0).getPublicKey());
    KeyStore store = KeyStores.empty();
    try {
      store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "certificate must be the first of its chain: count=" + chain.size(), e);
    }
    return managers(store, NO_PASSWORD);
  }

  private static KeyManager[] managers(KeyStore store, char[] password) {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("private key must be usable: error=" + e, e);
    }
  }

  /** Two files are not replaced at one moment, and a key with another's certificate fails late. */
  private static void requirePair(PrivateKey key, PublicKey certified) {
    boolean isPair;
    try {
      String algorithm =
          switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
          };
      byte[] anything = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(anything);
      isPair = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      isPair = false;
    }
    if (!isPair) {
      throw new IllegalArgumentException(
          "certificate must be for this private key: keyAlgorithm="
              + key.getAlgorithm()
              + ", certificateAlgorithm="
              + certified.getAlgorithm());
    }
  }

  /** Shows the files. */
  @Override
  public String toString() {
    return "Identity{files=" + files + "}";
  }
}
