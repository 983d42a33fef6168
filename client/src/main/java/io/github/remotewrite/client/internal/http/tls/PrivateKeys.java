/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys of PEM files: PKCS#8 (RSA, EC, EdDSA), encrypted PKCS#8, PKCS#1 and SEC 1.
 * Messages have lengths, never content.
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PrivateKeys() {}

  /**
   * Returns the first key of a PEM text.
   *
   * @param password what an encrypted key takes, or null
   * @throws IllegalArgumentException if there is none
   */
  static PrivateKey read(byte[] pem, char @Nullable [] password) {
    for (Pem block : Pem.blocks(pem)) {
      try {
        byte[] pkcs8 =
            switch (block.label()) {
              case "PRIVATE KEY" -> block.der();
              case "ENCRYPTED PRIVATE KEY" -> decrypt(block.der(), password, pem.length);
              case "RSA PRIVATE KEY" -> Pkcs8.ofPkcs1(der(block, pem.length));
              case "EC PRIVATE KEY" -> Pkcs8.ofSec1(der(block, pem.length));
              default -> null; // A certificate, parameters of a curve.
            };
        if (pkcs8 != null) {
          return decode(pkcs8);
        }
      } catch (RefusedKeyException e) {
        throw new IllegalArgumentException(e.getMessage());
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // Left out: it might repeat some of the key.
        break;
      }
    }
    throw new IllegalArgumentException(
        "privateKey must be an RSA, EC or EdDSA key in PEM: length=" + pem.length);
  }

  private static byte[] der(Pem block, int length) {
    if (block.hasLegacyEncryption()) {
      throw new RefusedKeyException(
          "privateKey must be encrypted in PKCS#8 (openssl pkcs8 -topk8), not in the older form:"
              + " length="
              + length);
    }
    return block.der();
  }

  private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // A key of another algorithm, or no key.
      }
    }
    throw new NoSuchAlgorithmException();
  }

  private static byte[] decrypt(byte[] der, char @Nullable [] password, int length)
      throws GeneralSecurityException {
    EncryptedPrivateKeyInfo encrypted;
    try {
      encrypted = new EncryptedPrivateKeyInfo(der);
    } catch (IOException e) {
      throw new IllegalArgumentException("not encrypted PKCS#8");
    }
    if (password == null) {
      throw new RefusedKeyException(
          "privateKey is encrypted and needs a password: length=" + length);
    }
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      AlgorithmParameters parameters = encrypted.getAlgParameters();
      // Of PBES2, which all newer keys are, only the parameters name the scheme by itself.
      String scheme =
          parameters == null || !encrypted.getAlgName().startsWith("PBES2")
              ? encrypted.getAlgName()
              : parameters.toString();
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme).generateSecret(spec),
          parameters);
      return encrypted.getKeySpec(cipher).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new RefusedKeyException(
          "privateKey must be encrypted with this password, by a scheme that the JDK knows: length="
              + length);
    } finally {
      spec.clearPassword();
    }
  }

  /** A key that is one, and can't be used. */
  private static final class RefusedKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedKeyException(String message) {
      super(message);
    }
  }
}
