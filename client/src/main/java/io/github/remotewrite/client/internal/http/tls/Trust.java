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
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust, as it was set.
 *
 * @param files what it is read from
 */
record Trust(List<Path> files, Loader<TrustManager[]> loader) {
  static Trust ofPem(byte[] pem) {
    return new Trust(List.of(), () -> managers(Certificates.read(pem, "trustedCertificates")));
  }

  static Trust ofPemFile(Path file) {
    return new Trust(
        List.of(file),
        () -> managers(Certificates.read(FileContent.bytes(file), "trustedCertificatesFile")));
  }

  static Trust ofStore(Path file, char[] password) {
    return new Trust(
        List.of(file),
        () -> {
          KeyStore store = KeyStores.read(file, password, "trustStore");
          KeyStores.requireEntry(store, store::isCertificateEntry, "trustStore", "a certificate");
          return managers(store);
        });
  }

  private static TrustManager[] managers(List<X509Certificate> certificates) throws IOException {
    KeyStore store = KeyStores.empty();
    try {
      for (X509Certificate certificate : certificates) {
        store.setCertificateEntry(
            "trusted-" + Collections.list(store.aliases()).size(), certificate);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a new key store takes certificates", e);
    }
    return managers(store);
  }

  private static TrustManager[] managers(KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("certificates must be usable: error=" + e, e);
    }
  }

  /** Shows the files. */
  @Override
  public String toString() {
    return "Trust{files=" + files + "}";
  }
}
