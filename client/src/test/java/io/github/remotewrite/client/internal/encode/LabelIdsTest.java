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

    assertInCommon(5, 0, 2);
    assertThat(siblings.foundAllInCommon()).isTrue();
  }

  @Test
  void nameAndBucketMayBothTellSiblingsApart() {
    Labels first = Labels.of("A", "1", "__name__", "h_count", "a", "1", "job", "j", "z", "1");
    siblings.read(first, symbols);
    siblings.readSibling(first.with("__name__", "h_bucket").with("le", "1"), symbols);

    assertInCommon(3, 4, 2);
    assertThat(siblings.foundAllInCommon()).isTrue();
  }

  @Test
  void labelsThatStandElsewhereAreNoneOfItsOwn() {
    siblings.read(Labels.of("__name__", "a", "job", "j", "x", "1"), symbols);
    siblings.readSibling(Labels.of("__name__", "a", "a", "1", "job", "j"), symbols);

    assertInCommon(2, 0, 0);
    assertThat(siblings.foundAllInCommon()).isFalse();
  }

  private void assertInCommon(int front, int middle, int end) {
    siblings.compare();
    assertThat(siblings.front()).isEqualTo(front);
    assertThat(siblings.middle()).isEqualTo(middle);
    assertThat(siblings.end()).isEqualTo(end);
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
    siblings.compare();
    int front = siblings.front();
    int middle = siblings.middle();
    int end = siblings.end();
    assertThat(front + middle + end).isLessThanOrEqualTo(Math.min(before.size(), siblings.count()));
    assertThat(ids(siblings).subList(0, front)).isEqualTo(before.subList(0, front));
    int same = front + (middle > 0 ? 1 : 0);
    assertThat(ids(siblings).subList(same, same + middle))
        .isEqualTo(before.subList(same, same + middle));
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
