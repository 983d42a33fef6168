/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates of PEM files. Messages have lengths, never content. */
final class Certificates {
  private Certificates() {}

  /**
   * Returns all certificates of a text.
   *
   * @param name what messages call them
   * @throws IllegalArgumentException if there is none
   */
  static List<X509Certificate> read(byte[] pem, String name) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
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
}
