/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Md5ModuloTest {
  // RFC 1321, "Test suite": MD5("") = d41d8cd98f00b204e9800998ecf8427e. From there on unsigned.
  @Test
  void lastEightBytesCountAsUnsigned() {
    assertThat(new Md5Modulo(Long.MAX_VALUE).apply(""))
        .isEqualTo(
            new BigInteger("e9800998ecf8427e", 16)
                .mod(BigInteger.valueOf(Long.MAX_VALUE))
                .toString());
  }

  @Test
  void agreesWithPrometheus() {
    assertThat(new Md5Modulo(1000).apply("baz")).isEqualTo("976");
    assertThat(new Md5Modulo(1000).apply("foo\nbar")).isEqualTo("734");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 16, 1000, 4_294_967_296L, Long.MAX_VALUE})
  void agreesWithBigNumbers(long modulus) throws NoSuchAlgorithmException {
    for (String value : new String[] {"", "a", "foo;bar", "\u00E9\uD83D\uDE00", "x".repeat(9999)}) {
      byte[] sum = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
      BigInteger hash = new BigInteger(1, sum, 8, 8);
      assertThat(new Md5Modulo(modulus).apply(value))
          .isEqualTo(hash.mod(BigInteger.valueOf(modulus)).toString());
    }
  }
}
