/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.text.DecimalText;
import io.github.remotewrite.client.model.BucketsBuffer;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.client.model.SiblingSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Native histograms with bounds of their own as classic histograms, for receivers of 1.0, which has
 * no place for the bounds: {@code _sum}, {@code _count} and a {@code _bucket} for each bound and
 * for infinity.
 *
 * <p>Not thread-safe.
 */
final class ClassicForm {
  // Beyond it all is forgotten and made again: series made up at run time must not fill memory.
  private static final int MAX_KEPT = 50_000;
  private static final int FIRST_BUCKET = 2;

  private final Map<Labels, Kept> kept = new HashMap<>();
  private final SampleBuffer samples = new SampleBuffer();

  /** Returns the series of the classic histogram. */
  SeriesGroup series(Series series, HistogramBuffer histogram) {
    Kept known = kept.get(series.labels());
    if (known == null || !Arrays.equals(known.bounds, histogram.bounds())) {
      if (kept.size() >= MAX_KEPT) {
        kept.clear();
      }
      known = new Kept(histogram.bounds().clone(), make(series, histogram.bounds()));
      kept.put(series.labels(), known);
    }
    return known.group;
  }

  /** Returns the samples of these series; they change with the next call. */
  SampleBuffer samples(HistogramBuffer histogram) {
    double[] bounds = histogram.bounds();
    samples.reset(
        FIRST_BUCKET + bounds.length + 1,
        histogram.timestampMillis(),
        histogram.startTimestampMillis());
    samples.setValue(0, histogram.sum());
    samples.setValue(1, (double) histogram.count());
    for (int i = 0; i <= bounds.length; i++) {
      samples.setValue(FIRST_BUCKET + i, 0);
    }
    addCounts(histogram.positive());
    for (int i = 1; i < bounds.length; i++) {
      int place = FIRST_BUCKET + i;
      samples.setValue(place, samples.value(place) + samples.value(place - 1));
    }
    samples.setValue(FIRST_BUCKET + bounds.length, (double) histogram.count());
    for (Exemplar exemplar : histogram.exemplars()) {
      samples.addExemplar(FIRST_BUCKET + bucket(exemplar.value(), bounds), exemplar);
    }
    return samples;
  }

  private void addCounts(BucketsBuffer buckets) {
    int index = 0;
    int bucket = 0;
    long count = 0;
    for (int span = 0; span < buckets.spanCount(); span++) {
      index += buckets.spanOffset(span);
      for (int i = 0; i < buckets.spanLength(span); i++) {
        count += buckets.delta(bucket++);
        samples.setValue(FIRST_BUCKET + index++, (double) count);
      }
    }
  }

  private static int bucket(double value, double[] bounds) {
    int bucket = 0;
    while (bucket < bounds.length && !(value <= bounds[bucket])) {
      bucket++;
    }
    return bucket;
  }

  private static SeriesGroup make(Series series, double[] bounds) {
    String name = series.labels().toMap().getOrDefault(Labels.METRIC_NAME, "");
    List<Labels> own = new ArrayList<>(FIRST_BUCKET + bounds.length + 1);
    own.add(Labels.of(Labels.METRIC_NAME, name + "_sum"));
    own.add(Labels.of(Labels.METRIC_NAME, name + "_count"));
    for (double bound : bounds) {
      own.add(ofBucket(name, DecimalText.plain(bound)));
    }
    own.add(ofBucket(name, "+Inf"));
    SiblingSeries siblings =
        series
            .metadata()
            .map(metadata -> SiblingSeries.of(own, metadata))
            .orElseGet(() -> SiblingSeries.of(own));
    return SeriesGroup.of(siblings.with(series.labels()));
  }

  private static Labels ofBucket(String name, String bound) {
    return Labels.of(Labels.METRIC_NAME, name + "_bucket", "le", bound);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  private record Kept(double[] bounds, SeriesGroup group) {}
}
