/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelIdsTest {
  private final SymbolTable symbols = new SymbolTable();
  private final LabelIds siblings = new LabelIds();

  @Test
  void idsOfASiblingAreThoseThatReadingAllOfItGives() {
    Labels first = Labels.of("__name__", "a_sum", "a", "x", "job", "j", "z", "1");
    siblings.read(first, symbols);

    assertSiblingIsRead(first.with("__name__", "a_count"));
    assertSiblingIsRead(first.with("__name__", "a_bucket").with("le", "1"));
    assertSiblingIsRead(first.with("__name__", "a_bucket").with("le", "2.5"));
    assertSiblingIsRead(first.with("__name__", "a_bucket").with("le", "y".repeat(2_000)));
    assertSiblingIsRead(first);
    assertSiblingIsRead(first);
    assertSiblingIsRead(Labels.of("__name__", "b"));
    assertSiblingIsRead(Labels.of());
    assertSiblingIsRead(first);
  }

  @Test
  void siblingsHaveAllButWhatTellsThemApartInCommon() {
    Labels first = Labels.of("__name__", "a", "a", "x", "le", "1", "z", "1");
    siblings.read(first, symbols);
    siblings.readSibling(first.with("le", "2.5"), symbols);

    assertThat(siblings.front()).isEqualTo(5);
    assertThat(siblings.end(5)).isEqualTo(2);
  }

  @Test
  void anyLabelsMayFollowEachOther() {
    SplittableRandom random = new SplittableRandom(1);
    siblings.read(Labels.of(), symbols);
    for (int i = 0; i < 10_000; i++) {
      Labels.Builder labels = Labels.builder();
      int count = random.nextInt(4) == 0 ? 80 : 5;
      for (int label = 0; label < count; label++) {
        if (random.nextBoolean()) {
          labels.add("l" + label, "v" + random.nextInt(2));
        }
      }
      assertSiblingIsRead(labels.build());
    }
  }

  private void assertSiblingIsRead(Labels labels) {
    List<Integer> before = ids(siblings);
    siblings.readSibling(labels, symbols);
    LabelIds alone = new LabelIds();
    alone.read(labels, symbols);

    assertThat(ids(siblings)).isEqualTo(ids(alone)).hasSize(2 * labels.toMap().size());
    int front = siblings.front();
    int end = siblings.end(front);
    assertThat(front + end).isLessThanOrEqualTo(Math.min(before.size(), siblings.count()));
    assertThat(ids(siblings).subList(0, front)).isEqualTo(before.subList(0, front));
    assertThat(ids(siblings).subList(siblings.count() - end, siblings.count()))
        .isEqualTo(before.subList(before.size() - end, before.size()));
  }

  private static List<Integer> ids(LabelIds labels) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < labels.count(); i++) {
      ids.add(labels.get(i));
    }
    return ids;
  }
}
