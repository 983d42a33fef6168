/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeTextTest {
  @ParameterizedTest(name = "{0} → {1}, {2}")
  @MethodSource
  void golden(Object value, String expected, String source) {
    assertThat(AttributeText.of(value)).as(source).isEqualTo(expected);
  }

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(Long.MAX_VALUE, "9223372036854775807", "otel-java-test"),
        Arguments.of(0.12345, "0.12345", "otel-java-test"),
        Arguments.of(
            List.of(Double.MIN_VALUE, Double.MAX_VALUE),
            "[4.9E-324,1.7976931348623157E308]",
            "otel-java-test"),
        Arguments.of(Double.NaN, "NaN", "otel-spec"),
        Arguments.of(Double.POSITIVE_INFINITY, "Infinity", "otel-spec"),
        Arguments.of(Double.NEGATIVE_INFINITY, "-Infinity", "otel-spec"),
        Arguments.of(
            Value.of(
                Value.of(1),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of("a"),
                Value.of(true),
                Value.of(KeyValue.of("nested", bytes("hello world")))),
            "[1,\"-Infinity\",\"a\",true,{\"nested\":\"aGVsbG8gd29ybGQ=\"}]",
            "otel-spec, without its blanks"));
  }

  @Test
  void stringStaysAsItIs() {
    assertThat(AttributeText.of("a \"b\" \n")).isEqualTo("a \"b\" \n");
    assertThat(AttributeText.of(Value.of("a \"b\" \n"))).isEqualTo("a \"b\" \n");
  }

  @Test
  void numbersAndBooleansAreJson() {
    assertThat(AttributeText.of(true)).isEqualTo("true");
    assertThat(AttributeText.of(-7L)).isEqualTo("-7");
    assertThat(AttributeText.of(1.0)).isEqualTo("1.0");
    assertThat(AttributeText.of(Value.of(2.5))).isEqualTo("2.5");
  }

  @Test
  void arrayIsJsonWithoutBlanks() {
    assertThat(AttributeText.of(List.of("a", "b"))).isEqualTo("[\"a\",\"b\"]");
    assertThat(AttributeText.of(List.of(1L, 2L))).isEqualTo("[1,2]");
    assertThat(AttributeText.of(List.of(true, false))).isEqualTo("[true,false]");
    assertThat(AttributeText.of(List.of())).isEqualTo("[]");
  }

  @Test
  void nanInsideArrayIsString() {
    assertThat(AttributeText.of(List.of(Double.NaN, 1.0, Double.POSITIVE_INFINITY)))
        .isEqualTo("[\"NaN\",1.0,\"Infinity\"]");
  }

  @Test
  void missingElementIsNull() {
    assertThat(AttributeText.of(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
  }

  @Test
  void mapKeepsItsOrder() {
    Value<?> map = Value.of(KeyValue.of("b", Value.of(1)), KeyValue.of("a", Value.of("x")));

    assertThat(AttributeText.of(map)).isEqualTo("{\"b\":1,\"a\":\"x\"}");
    assertThat(AttributeText.of(Value.of(new KeyValue[0]))).isEqualTo("{}");
  }

  @Test
  void bytesAreBase64() {
    assertThat(AttributeText.of(bytes("hello world"))).isEqualTo("aGVsbG8gd29ybGQ=");
  }

  @Test
  void emptyValueIsEmpty() {
    assertThat(AttributeText.of(Value.empty())).isEmpty();
    assertThat(AttributeText.of(null)).isEmpty();
    assertThat(AttributeText.of(new Object())).isEmpty();
  }

  @Test
  void emptyValueInsideArrayIsNull() {
    assertThat(AttributeText.of(Value.of(Value.empty(), Value.of(List.of()))))
        .isEqualTo("[null,[]]");
  }

  @Test
  void jsonStringsAreEscaped() {
    assertThat(AttributeText.of(List.of("\"\\/\b\f\n\r\t\u0001é\u2028\uD83D\uDE00")))
        .isEqualTo("[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001é\u2028\uD83D\uDE00\"]");
    assertThat(AttributeText.of(Value.of(KeyValue.of("\"", Value.of(1)))))
        .isEqualTo("{\"\\\"\":1}");
  }

  @Test
  void loneSurrogatesPassThrough() {
    assertThat(AttributeText.of(List.of("\uD83D"))).isEqualTo("[\"\uD83D\"]");
  }

  @Test
  void deepNestingIsCutOff() {
    Value<?> value = Value.of("deep");
    for (int i = 0; i < 10_000; i++) {
      value = Value.of(List.<Value<?>>of(value));
    }

    assertThat(AttributeText.of(value)).startsWith("[[[").contains("[null]").endsWith("]]]");
  }

  // The text of the API of the tested version; AttributeText has it for the older ones, too.
  @Test
  void nestedValuesReadAsInTheNewestApi() {
    Value<?> value =
        Value.of(
            Value.of(1.0e21),
            Value.of(-0.0),
            Value.of("\u0000\u001F\"\\"),
            bytes("x"),
            Value.of(KeyValue.of("a", Value.of(Value.of(true), Value.empty()))));

    assertThat(AttributeText.of(value)).isEqualTo(value.asString());
  }

  @Test
  void everyTypeOfAttributeHasText() {
    Attributes attributes =
        Attributes.builder()
            .put("a", "x")
            .put("b", 1L)
            .put("c", 1.5)
            .put("d", true)
            .put("e", "x", "y")
            .put("f", 1L, 2L)
            .put("g", 1.5, 2.5)
            .put("h", true, false)
            .put(AttributeKey.valueKey("i"), bytes("x"))
            .build();

    assertThat(attributes.asMap().values().stream().map(AttributeText::of))
        .containsExactly(
            "x", "1", "1.5", "true", "[\"x\",\"y\"]", "[1,2]", "[1.5,2.5]", "[true,false]", "eA==");
  }

  private static Value<?> bytes(String text) {
    return Value.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
