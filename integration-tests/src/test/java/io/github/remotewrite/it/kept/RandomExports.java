/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The exports of a program whose series appear, vanish, come back, change places and buckets: calm
 * ones for a while, in which requests are kept, then restless ones, in which they are broken up.
 *
 * <p>The same seed makes the same exports. Times rise within a series, so that a receiver takes all
 * of them.
 */
final class RandomExports {
  private static final int INSTRUMENTS = 40;
  private static final int NATIVE_HISTOGRAMS = 3;
  private static final int STRETCH = 100;
  // The cases of add, the last one of which is the usual one.
  private static final int USUAL_WAY = 6;

  private final Random random;
  private final List<RandomInstrument> instruments = new ArrayList<>();
  private final List<RandomInstrument> gone = new ArrayList<>();
  private final List<RandomNativeHistogram> histograms = new ArrayList<>();
  // Layouts that are used no more, and groups that have vanished: both since the last export.
  private final List<SeriesGroup> replaced = new ArrayList<>();
  private final List<SeriesGroup> ended = new ArrayList<>();
  private final SampleBuffer samples = new SampleBuffer();
  private final HistogramBuffer histogram = new HistogramBuffer();
  private int exports;
  private int made;

  RandomExports(long seed) {
    random = new Random(seed);
    for (int i = 0; i < INSTRUMENTS; i++) {
      appear();
    }
    for (int i = 0; i < NATIVE_HISTOGRAMS; i++) {
      histograms.add(new RandomNativeHistogram(random, i));
    }
  }

  /** Lets the program go on until its next export. */
  void advance(long timestampMillis) {
    boolean calm = exports++ / STRETCH % 2 == 0;
    if (happens(calm ? 40 : 6)) {
      appear();
    }
    if (instruments.size() > INSTRUMENTS / 2 && happens(calm ? 40 : 6)) {
      vanish();
    }
    if (happens(calm ? 60 : 10)) {
      Collections.shuffle(instruments, random);
    }
    if (happens(calm ? 60 : 10)) {
      SeriesGroup old = instruments.get(random.nextInt(instruments.size())).changeLayout();
      if (random.nextBoolean()) {
        replaced.add(old);
      }
    }
    for (RandomInstrument instrument : instruments) {
      instrument.advance(calm, timestampMillis);
    }
    histograms.forEach(RandomNativeHistogram::advance);
  }

  private boolean happens(int onceIn) {
    return random.nextInt(onceIn) == 0;
  }

  private void appear() {
    RandomInstrument instrument =
        gone.isEmpty() || random.nextBoolean()
            ? new RandomInstrument(random, made++)
            : gone.remove(random.nextInt(gone.size())).returned();
    instruments.add(random.nextInt(instruments.size() + 1), instrument);
  }

  private void vanish() {
    RandomInstrument instrument = instruments.remove(random.nextInt(instruments.size()));
    gone.add(instrument);
    if (random.nextBoolean()) {
      ended.add(instrument.group());
    }
  }

  /** Adds what the program exports now. */
  void addTo(Batch batch, long timestampMillis) {
    // Before any other sample that the same series may get in this export.
    replaced.forEach(group -> batch.addStaleMarkers(group, timestampMillis - 2));
    replaced.clear();
    // Of forty exports one is odd almost everywhere, and one in a few places.
    int ways = random.nextInt(40) == 0 ? 8 : random.nextInt(40) == 0 ? 60 : 0;
    for (RandomInstrument instrument : instruments) {
      int way = ways == 0 ? USUAL_WAY : random.nextInt(ways);
      add(batch, instrument, timestampMillis, Math.min(way, USUAL_WAY));
    }
    ended.forEach(group -> batch.addStaleMarkers(group, timestampMillis));
    ended.clear();
    if (happens(4)) {
      histograms.forEach(one -> one.addTo(batch, histogram, timestampMillis));
    }
  }

  private void add(Batch batch, RandomInstrument instrument, long timestampMillis, int way) {
    SeriesGroup group = instrument.group();
    switch (way) {
      case 0 -> {} // Missing once.
      case 1 -> batch.addStaleMarkers(group, timestampMillis);
      case 2 -> batch.add(group, instrument.fill(samples, timestampMillis - 1));
      case 3 -> batch.add(group.series().get(0), timestampMillis, instrument.value(0));
      case 4 -> {
        batch.add(group, instrument.fill(samples, timestampMillis));
        batch.add(group, instrument.fill(samples, timestampMillis + 1));
      }
      case 5 -> batch.add(group, instrument.fillWithExemplar(samples, timestampMillis));
      case USUAL_WAY ->
          batch.add(
              group,
              instrument.hasExemplars()
                  ? instrument.fillWithExemplar(samples, timestampMillis)
                  : instrument.fill(samples, timestampMillis));
      default -> throw new IllegalArgumentException("way must be known: way=" + way);
    }
  }
}
