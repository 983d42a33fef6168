/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoBufferTest {
  private final ProtoBuffer buffer = new ProtoBuffer(1);

  /** The examples of the protobuf encoding guide, and both ends. */
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8001",
    "150, 9601",
    "16383, ff7f",
    "16384, 808001",
    "9223372036854775807, ffffffffffffffff7f",
    "-1, ffffffffffffffffff01"
  })
  void varintHasItsBytesAndItsSize(long value, String hex) {
    buffer.writeVarint(value);

    assertThat(HexFormat.of().formatHex(buffer.toByteArray())).isEqualTo(hex);
    assertThat(ProtoBuffer.varintSize(value)).isEqualTo(hex.length() / 2);
  }

  @Test
  void sizeOfEveryPowerOfTwoIsRight() {
    for (int bit = 0; bit < 64; bit++) {
      buffer.clear();
      buffer.writeVarint(1L << bit);
      assertThat(ProtoBuffer.varintSize(1L << bit)).as("bit=%d", bit).isEqualTo(buffer.size());
    }
  }

  @Test
  void fixed64IsLittleEndianAndKeepsTheBitsOfANaN() {
    buffer.writeFixed64(0x7ff0000000000002L);

    assertThat(HexFormat.of().formatHex(buffer.toByteArray())).isEqualTo("020000000000f07f");
  }

  @Test
  void growsAsNeededAndIsUsedAgain() {
    buffer.writeBytes(new byte[100_000]);
    buffer.clear();
    buffer.writeByte(0x0A);

    assertThat(buffer.toByteArray()).containsExactly(0x0A);
  }
}
