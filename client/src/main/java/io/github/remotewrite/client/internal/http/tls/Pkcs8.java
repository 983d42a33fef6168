/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import java.util.Arrays;

/**
 * Private keys of older forms in the one form that the JDK reads, PKCS#8 (RFC 5958, in DER):
 *
 * <pre>
 *   SEQUENCE
 *     INTEGER 0                   version
 *     SEQUENCE                    algorithm: its identifier, and parameters
 *     OCTET STRING                the older form as it is
 * </pre>
 */
final class Pkcs8 {
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x30;
  // The curve in an EC key: "parameters [0]" of RFC 5915, 3.
  private static final int EC_PARAMETERS = 0xA0;

  private static final byte[] VERSION_0 = {INTEGER, 1, 0};
  // 1.2.840.113549.1.1.1, with the NULL that stands for its parameters (RFC 8017, A.1).
  private static final byte[] RSA = {
    OBJECT_IDENTIFIER, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };
  // 1.2.840.10045.2.1 (RFC 5480, 2.1.1).
  private static final byte[] EC = {
    OBJECT_IDENTIFIER, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1
  };

  private Pkcs8() {}

  /** Wraps an RSA key of PKCS#1 (RFC 8017, A.1.2). */
  static byte[] ofPkcs1(byte[] rsaPrivateKey) {
    return wrap(RSA, rsaPrivateKey);
  }

  /**
   * Wraps an EC key of SEC 1 (RFC 5915).
   *
   * @throws IllegalArgumentException if it doesn't say its curve, or is no such key
   */
  static byte[] ofSec1(byte[] ecPrivateKey) {
    Cursor key = new Cursor(ecPrivateKey).enter(SEQUENCE);
    key.skip(INTEGER);
    key.skip(OCTET_STRING);
    byte[] curve = key.enter(EC_PARAMETERS).rest();
    return wrap(concat(EC, curve), ecPrivateKey);
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return element(
        SEQUENCE, concat(VERSION_0, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
  }

  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    byte[] head;
    if (length < 0x80) {
      head = new byte[] {(byte) tag, (byte) length};
    } else if (length < 0x100) {
      head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    } else {
      // Keys are far shorter than 64 KiB; a longer one does not decode.
      head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return concat(head, content);
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int position = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, position, part.length);
      position += part.length;
    }
    return all;
  }

  /** Reads DER elements one after the other. */
  private static final class Cursor {
    private final byte[] der;
    private int position;

    Cursor(byte[] der) {
      this.der = der;
    }

    /** Returns a cursor on the content of the next element. */
    Cursor enter(int tag) {
      return new Cursor(next(tag));
    }

    void skip(int tag) {
      next(tag);
    }

    byte[] rest() {
      return Arrays.copyOfRange(der, position, der.length);
    }

    private byte[] next(int tag) {
      if (read() != tag) {
        throw new IllegalArgumentException("element of DER must have tag " + tag);
      }
      int length = read();
      if (length > 0x80) {
        int bytes = length - 0x80;
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = (length << 8) | read();
        }
      }
      if (length < 0 || length > der.length - position) {
        throw new IllegalArgumentException("element of DER must end before what it is in");
      }
      byte[] content = Arrays.copyOfRange(der, position, position + length);
      position += length;
      return content;
    }

    private int read() {
      if (position == der.length) {
        throw new IllegalArgumentException("element of DER must not be cut off");
      }
      return der[position++] & 0xFF;
    }
  }
}
