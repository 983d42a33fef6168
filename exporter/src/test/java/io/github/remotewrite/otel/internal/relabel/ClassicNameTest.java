/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicNameTest {
  // The cases of Prometheus' TestTargetLabelLegacyValidity, and some more.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "label",
        "label${1}",
        "${1}label",
        "${1}",
        "$1",
        "asd$2asd",
        "_${1}_",
        "foo${bar}foo",
        "$1$2",
        "a0",
        "${1}0"
      })
  void labelTemplate(String template) {
    assertThat(ClassicName.isLabelTemplate(template)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-label",
        "${",
        "$",
        "${}",
        "foo${",
        "-foo${1}bar-",
        "bar.foo${1}bar",
        "",
        "0${3}",
        "$$",
        "a$",
        "${a-b}"
      })
  void noLabelTemplate(String template) {
    assertThat(ClassicName.isLabelTemplate(template)).isFalse();
  }

  @Test
  void longTemplatesAreNoBurden() {
    assertThat(ClassicName.isLabelTemplate("a".repeat(100_000) + "-")).isFalse();
    assertThat(ClassicName.isLabelName("a".repeat(100_000) + "-")).isFalse();
  }

  @Test
  void colonsAreForMetricsOnly() {
    assertThat(ClassicName.isMetricName(":a:1")).isTrue();
    assertThat(ClassicName.isLabelName("a:1")).isFalse();
    assertThat(ClassicName.isMetricName("1a")).isFalse();
    assertThat(ClassicName.isLabelName("a\n")).isFalse();
  }
}
