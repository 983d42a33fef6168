/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownTableTest {
  private static final int KEYS = 10_000;

  private final KnownTable table = new KnownTable();
  private final List<Object> keys =
      new ArrayList<>(Stream.generate(Object::new).limit(KEYS).toList());

  @Test
  void isFoundInAnyOrder() {
    List<Known> known = writeAll();
    Collections.shuffle(keys, new Random(1));

    List<Known> again = writeAll();

    assertThat(again).containsExactlyInAnyOrderElementsOf(known);
    assertThat(again).extracting(Known::key).containsExactlyElementsOf(keys);
  }

  @Test
  void equalObjectIsAnotherOne() {
    Known known = table.get(List.of(1));

    assertThat(table.get(List.of(1))).isNotSameAs(known);
  }

  @Test
  void whatWasMissingForLongIsForgotten() {
    Known stays = table.get(keys.get(0));
    Known leaves = table.get(keys.get(1));
    for (int i = 0; i < 2 * KnownTable.WRITES_KEPT; i++) {
      table.endWrite(0);
      assertThat(table.get(keys.get(0))).isSameAs(stays);
    }
    table.endWrite(0);

    assertThat(table.get(keys.get(1))).isNotSameAs(leaves);
    assertThat(table.get(keys.get(0))).isSameAs(stays);
  }

  @Test
  void whatStaysIsFoundAfterMuchWasForgotten() {
    List<Known> known = writeAll().subList(0, KEYS / 3);
    List<Object> left = keys.subList(0, KEYS / 3);
    for (int i = 0; i < 2 * KnownTable.WRITES_KEPT; i++) {
      left.forEach(table::get);
      table.endWrite(0);
    }

    assertThat(left).extracting(table::get).containsExactlyElementsOf(known);
  }

  private List<Known> writeAll() {
    List<Known> known = keys.stream().map(table::get).toList();
    table.endWrite(0);
    return known;
  }
}
