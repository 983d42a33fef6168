/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM text (RFC 7468).
 *
 * @param label what it is, such as {@code PRIVATE KEY}
 * @param text what stands between its first and its last line
 */
record Pem(String label, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /** Returns all blocks of a text; what stands around them is no matter. */
  static List<Pem> blocks(byte[] text) {
    List<Pem> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
    while (block.find()) {
      blocks.add(new Pem(block.group(1), block.group(2)));
    }
    return blocks;
  }

  /**
   * Returns whether it is encrypted as OpenSSL did before PKCS#8, with a key derived by MD5 (RFC
   * 1421, 4.6.1.1).
   */
  boolean hasLegacyEncryption() {
    return text.contains("Proc-Type: 4,ENCRYPTED");
  }

  /**
   * Returns the bytes it stands for.
   *
   * @throws IllegalArgumentException if it is no base64
   */
  byte[] der() {
    return Base64.getMimeDecoder().decode(text);
  }

  /** Shows the label only: it may be a key. */
  @Override
  public String toString() {
    return "Pem{label=" + label + "}";
  }
}
