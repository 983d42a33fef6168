/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.proto.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Remote Write 2.0, "Symbols". */
class SymbolTableTest {
  private final SymbolTable table = new SymbolTable();

  @Test
  void firstSymbolIsTheEmptyString() {
    assertThat(ref("")).isZero();
    assertThat(symbols()).containsExactly("");
  }

  @Test
  void equalStringsHaveOneIndex() {
    assertThat(ref("a")).isEqualTo(1);
    assertThat(ref("b")).isEqualTo(2);
    assertThat(ref("a")).isEqualTo(1);
    assertThat(symbols()).containsExactly("", "a", "b");
  }

  @Test
  void growsAndKeepsItsIndexes() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(ref("value-" + i)).isEqualTo(i + 1);
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(ref("value-" + i)).isEqualTo(i + 1);
    }
  }

  /** Java's hash, and ours, is the same for these. */
  @Test
  void stringsOfOneHashAreToldApart() {
    assertThat(ref("Aa")).isEqualTo(1);
    assertThat(ref("BB")).isEqualTo(2);
    assertThat(ref("BB")).isEqualTo(2);
  }

  @Test
  void clearedTableBeginsAnew() {
    ref("a");
    table.clear();

    assertThat(ref("b")).isEqualTo(1);
    assertThat(symbols()).containsExactly("", "b");
  }

  private int ref(String text) {
    byte[] bytes = ("x" + text).getBytes(StandardCharsets.UTF_8);
    return table.ref(bytes, 1, bytes.length - 1);
  }

  private List<String> symbols() {
    byte[] encoded = table.encoded().toByteArray();
    ProtoReader reader = new ProtoReader(encoded);
    List<String> symbols = new ArrayList<>();
    while (reader.next()) {
      symbols.add(reader.readString());
    }
    return symbols;
  }
}
