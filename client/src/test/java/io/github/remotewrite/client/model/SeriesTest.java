/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void seriesWithoutMetricNameIsRefused() {
    assertThatThrownBy(() -> Series.of(Labels.of("a", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("series must have a metric name");
  }

  @Test
  void metricNameNeedNotBeTheFirstLabel() {
    Labels labels = Labels.of("Z", "x".repeat(300), "__name", "1", "__name__", "up", "a", "1");

    assertThat(Series.of(labels).labels()).isEqualTo(labels);
  }

  @Test
  void metadataDoesNotMakeItAnotherSeries() {
    Metadata metadata = new Metadata(Metadata.Type.GAUGE, "up", "", "");

    assertThat(Series.of(Labels.of("__name__", "up"), metadata))
        .isEqualTo(Series.of(Labels.of("__name__", "up")))
        .hasSameHashCodeAs(Series.of(Labels.of("__name__", "up")));
  }
}
