/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 1.0, "Labels": metric names. */
class SeriesTest {
  /** "Metric names MUST adhere to the regex [a-zA-Z_:]([a-zA-Z0-9_:])*." */
  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a.b", "ä"})
  void badMetricNameIsRefused(String name) {
    assertThatThrownBy(() -> Series.of(Labels.of("__name__", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("metric name must match");
  }

  @Test
  void metricNameMayHaveColons() {
    assertThat(Series.of(Labels.of("__name__", "job:up:sum")))
        .hasToString("{__name__=\"job:up:sum\"}");
  }

  @Test
  void labelsWithoutMetricNameAreRefused() {
    assertThatThrownBy(() -> Series.of(Labels.of("a", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void metadataDoesNotMakeItAnotherSeries() {
    Metadata metadata = new Metadata(Metadata.Type.GAUGE, "up", "", "");

    assertThat(Series.of(Labels.of("__name__", "up"), metadata))
        .isEqualTo(Series.of(Labels.of("__name__", "up")))
        .hasSameHashCodeAs(Series.of(Labels.of("__name__", "up")));
  }
}
