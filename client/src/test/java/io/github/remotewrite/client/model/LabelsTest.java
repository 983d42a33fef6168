/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 1.0, "Labels". */
class LabelsTest {
  @Test
  void encodedFormIsFieldOneOfTimeSeries() {
    Labels labels = Labels.of("job", "a", "__name__", "up");

    byte[] encoded = new byte[labels.encodedLength()];
    labels.copyEncodedTo(encoded, 0);

    assertThat(HexFormat.of().formatHex(encoded))
        .isEqualTo(
            "0a0e" // labels, 14 bytes
                + "0a08"
                + hex("__name__")
                + "1202"
                + hex("up")
                + "0a08" // labels, 8 bytes
                + "0a03"
                + hex("job")
                + "1201"
                + hex("a"));
  }

  /** "Label names MUST be sorted lexicographically": by bytes, so upper case before __name__. */
  @Test
  void namesAreSortedByTheirBytes() {
    Labels labels = Labels.of("b", "1", "a", "2", "__name__", "n", "Z", "3", "aa", "4", "_x", "5");

    assertThat(labels.toMap().keySet()).containsExactly("Z", "__name__", "_x", "a", "aa", "b");
  }

  /** "MUST NOT contain repeated label names." */
  @Test
  void repeatedNameIsRefused() {
    assertThatThrownBy(() -> Labels.of("__name__", "n", "a", "1", "a", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label names must be unique: name=a");
  }

  /** "MUST NOT contain empty label values." */
  @Test
  void labelWithoutValueIsLeftOut() {
    assertThat(Labels.of("__name__", "n", "a", "")).isEqualTo(Labels.of("__name__", "n"));
  }

  @Test
  void emptyLabelNameIsRefused() {
    assertThatThrownBy(() -> Labels.builder().add("", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label name must not be empty: value=x");
  }

  /** "Label names MUST adhere to the regex [a-zA-Z_]([a-zA-Z0-9_])*", of 1.0 only. */
  @Test
  void classicFormHasNamesThatVersion1Allows() {
    Labels labels =
        Labels.of("__name__", "http.größe:1", "1a", "x", "a.b", "1", "a_b", "2", "ä", "y");

    assertThat(labels.toClassic())
        .isEqualTo(Labels.of("__name__", "http_gr__e:1", "_1a", "x", "a_b", "1;2", "_", "y"));
  }

  @Test
  void labelsThatAreClassicStayTheSameObject() {
    Labels labels = Labels.of("__name__", "job:up:sum", "a", "b");

    assertThat(labels.toClassic()).isSameAs(labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "1a", "a.b", "ä", "a-", "😀"})
  void nameThatVersion1DoesNotAllowIsEscapedWhereverItStands(String name) {
    assertThat(Labels.of("__name__", "n", "a", "1", name, "2").toClassic().toMap())
        .containsEntry("__name__", "n")
        .doesNotContainKey(name);
    assertThat(Labels.of("A", "1", "__name__", "1" + name).toClassic().toMap())
        .doesNotContainValue("1" + name);
    assertThat(Labels.of("__name__", "n", "a", name).toClassic().toMap()).containsEntry("a", name);
  }

  @Test
  void valueMayBeAnyTextInUtf8() {
    String value = "größe 😀 \"quoted\"\n" + "x".repeat(300);

    assertThat(Labels.of("__name__", "n", "a", value).toMap()).containsEntry("a", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\uD800", "\uDC00b", "\uD800\uD800"})
  void loneSurrogateBecomesAQuestionMark(String value) {
    Map<String, String> labels = Labels.of("__name__", "n", "a", value).toMap();

    assertThat(labels.get("a")).contains("?");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(labels.get("a"))).isTrue();
  }

  @Test
  void orderOfAddingDoesNotMatterForEquality() {
    Labels one = Labels.of("__name__", "n", "a", "1", "b", "2");
    Labels other = Labels.of("b", "2", "a", "1", "__name__", "n");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(Labels.of("__name__", "n", "a", "1", "b", "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "12", "größe 😀", "a\uD800"})
  void oneLabelSetIsWhatBuildingAllMakes(String value) {
    String large = "x".repeat(300);
    Map<String, String> before = Map.of("__name__", "n", "b", "1", "Z", large, "größe", "y");
    for (String name :
        List.of("A", "Z", "ZZ", "__name__", "a", "b", "bb", "größe", "größer", "😀")) {
      for (String text : List.of(value, value + large, large)) {
        Map<String, String> after = new HashMap<>(before);
        after.put(name, text);

        Labels changed = labels(before).with(name, text);

        assertThat(changed).isEqualTo(labels(after)).hasSameHashCodeAs(labels(after));
        assertThat(changed.toMap()).isEqualTo(labels(after).toMap());
      }
    }
  }

  @Test
  void severalLabelsSetAreWhatBuildingAllMakes() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> names = List.of("A", "__name__", "a", "b", "bb", "größe", "z", "😀");
    for (int i = 0; i < 10_000; i++) {
      Map<String, String> before = new HashMap<>();
      Map<String, String> changes = new HashMap<>();
      for (String name : names) {
        if (random.nextBoolean()) {
          before.put(name, "x".repeat(random.nextInt(4)));
        }
        if (random.nextBoolean()) {
          changes.put(name, "y".repeat(random.nextInt(4)));
        }
      }
      Map<String, String> after = new HashMap<>(before);
      after.putAll(changes);

      Labels changed = labels(before).with(changes);

      assertThat(changed).isEqualTo(labels(after)).hasSameHashCodeAs(labels(after));
    }
  }

  @Test
  void namesThatAreOneInUtf8AreRefused() {
    assertThatThrownBy(() -> Labels.of("c", "1").with(Map.of("a\uD800", "1", "a\uDC00", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label names must be unique: name=a?");
  }

  @Test
  void labelSetOnNoneIsTheOnlyOne() {
    assertThat(Labels.of().with("a", "1")).isEqualTo(Labels.of("a", "1"));
    assertThat(Labels.of("a", "1").with("a", "")).isEqualTo(Labels.of());
    assertThat(Labels.of().with("a", "")).isEqualTo(Labels.of());
  }

  @Test
  void settingALabelWithoutNameIsRefused() {
    assertThatThrownBy(() -> Labels.of("a", "1").with("", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label name must not be empty: value=x");
  }

  @Test
  void hashesTellExchangedValuesApart() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < 100; j++) {
        hashes.add(Labels.of("a", "" + i, "b", "" + j).hashCode());
      }
    }

    assertThat(hashes).hasSizeGreaterThan(9_990);
  }

  @Test
  void showsItselfAsPrometheusDoes() {
    assertThat(Labels.of("__name__", "up", "job", "a\"b"))
        .hasToString("{__name__=\"up\", job=\"a\\\"b\"}");
  }

  private static Labels labels(Map<String, String> labels) {
    Labels.Builder builder = Labels.builder();
    labels.forEach(builder::add);
    return builder.build();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
