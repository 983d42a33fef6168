/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
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

  /** "Label names MUST adhere to the regex [a-zA-Z_]([a-zA-Z0-9_])*." */
  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a.b", "a:b", "ä", "a b"})
  void badLabelNameIsRefused(String name) {
    assertThatThrownBy(() -> Labels.builder().add(name, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label name must match [a-zA-Z_][a-zA-Z0-9_]*: name=" + name);
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

  @Test
  void showsItselfAsPrometheusDoes() {
    assertThat(Labels.of("__name__", "up", "job", "a\"b"))
        .hasToString("{__name__=\"up\", job=\"a\\\"b\"}");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
