/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesRegistryTest {
  private static final int SERIES = 10_000;

  private final SeriesRegistry registry = new SeriesRegistry();

  @Test
  void thereIsOneForEachSetOfLabels() {
    List<TrackedSeries> tracked = trackAll();

    assertThat(tracked).doesNotHaveDuplicates().hasSize(SERIES);
    assertThat(trackAll()).isEqualTo(tracked);
    assertThat(registry.size()).isEqualTo(SERIES);
  }

  @Test
  void whatIsStillSeenIsFoundAfterTheRestWasForgotten() {
    List<TrackedSeries> tracked = trackAll();
    for (int i = 0; i < SERIES; i += 10) {
      tracked.get(i).isFreeIn(5);
    }
    registry.noteUnused();

    registry.evictNotSeenSince(5);

    assertThat(registry.size()).isEqualTo(SERIES / 10);
    List<TrackedSeries> again = trackAll();
    for (int i = 0; i < SERIES; i++) {
      boolean seen = i % 10 == 0;
      assertThat(again.get(i) == tracked.get(i)).isEqualTo(seen);
    }
  }

  @Test
  void nothingIsForgottenWhileAllIsUsed() {
    List<TrackedSeries> tracked = trackAll();

    registry.evictNotSeenSince(5);

    assertThat(trackAll()).isEqualTo(tracked);
  }

  private List<TrackedSeries> trackAll() {
    return IntStream.range(0, SERIES)
        .mapToObj(i -> registry.get(Series.of(Labels.of("__name__", "n", "i", "" + i))))
        .toList();
  }
}
