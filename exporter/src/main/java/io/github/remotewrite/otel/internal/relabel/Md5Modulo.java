/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.UnaryOperator;

/**
 * The last eight bytes of a value's MD5 sum, as an unsigned big-endian number, modulo a number.
 *
 * <p>MD5 because Prometheus has it: shards that several senders agree on must not depend on the
 * language. Nothing is kept secret by it.
 */
final class Md5Modulo implements UnaryOperator<String> {
  private final long modulus;

  Md5Modulo(long modulus) {
    this.modulus = modulus;
    newMd5(); // A JVM that has no MD5, as in FIPS mode, shows it now rather than while exporting.
  }

  @Override
  public String apply(String value) {
    byte[] hash = newMd5().digest(value.getBytes(StandardCharsets.UTF_8));
    return Long.toString(Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(8), modulus));
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("relabel action hashmod needs MD5, which this JVM lacks", e);
    }
  }
}
