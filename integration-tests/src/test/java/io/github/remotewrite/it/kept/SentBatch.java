/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.BucketsBuffer;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.it.backend.StoredExemplar;
import io.github.remotewrite.it.backend.StoredHistogram;
import io.github.remotewrite.it.backend.StoredHistogram.Bounds;
import io.github.remotewrite.it.backend.StoredHistogram.Bucket;
import io.github.remotewrite.it.backend.StoredSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Notes what is added to a batch on its way there. */
final class SentBatch implements Batch {
  private final Map<Series, SentSeries> sent;
  private final Batch target;

  /**
   * @param sent where it is noted
   */
  SentBatch(Map<Series, SentSeries> sent, Batch target) {
    this.sent = sent;
    this.target = target;
  }

  @Override
  public void add(Series series, long timestampMillis, double value) {
    of(series).add(SentPoint.of(new StoredSample(timestampMillis, value)));
    target.add(series, timestampMillis, value);
  }

  @Override
  public void add(SeriesGroup group, SampleBuffer samples) {
    for (int i = 0; i < group.series().size(); i++) {
      SentSeries series = of(group.series().get(i));
      series.add(SentPoint.of(new StoredSample(samples.timestampMillis(), samples.value(i))));
      for (Exemplar exemplar : samples.exemplars(i)) {
        series.add(
            new StoredExemplar(
                group.series().get(i).labels().toMap(),
                exemplar.labels().toMap(),
                exemplar.timestampMillis(),
                exemplar.value()));
      }
    }
    target.add(group, samples);
  }

  @Override
  public void add(Series series, HistogramBuffer histogram) {
    of(series)
        .add(
            histogram.isStaleMarker()
                ? SentPoint.staleMarker(histogram.timestampMillis())
                : SentPoint.of(stored(histogram)));
    target.add(series, histogram);
  }

  @Override
  public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
    group.series().forEach(series -> of(series).add(SentPoint.staleMarker(timestampMillis)));
    target.addStaleMarkers(group, timestampMillis);
  }

  private SentSeries of(Series series) {
    return sent.computeIfAbsent(series, one -> new SentSeries(one.labels().toMap()));
  }

  /** As the receiver names buckets: by their bounds, from the lowest to the highest. */
  private static StoredHistogram stored(HistogramBuffer histogram) {
    List<Bucket> buckets = new ArrayList<>();
    for (Bucket bucket : aboveZero(histogram.negative(), histogram.schema())) {
      buckets.add(
          new Bucket(Bounds.LOWER_CLOSED, -bucket.upper(), -bucket.lower(), bucket.count()));
    }
    Collections.reverse(buckets);
    if (histogram.zeroCount() > 0) {
      double threshold = histogram.zeroThreshold();
      buckets.add(new Bucket(Bounds.CLOSED, -threshold, threshold, histogram.zeroCount()));
    }
    buckets.addAll(aboveZero(histogram.positive(), histogram.schema()));
    return new StoredHistogram(
        histogram.timestampMillis(), histogram.count(), histogram.sum(), buckets);
  }

  /** These buckets as those above zero have them; their spans and deltas added up. */
  private static List<Bucket> aboveZero(BucketsBuffer buckets, int schema) {
    List<Bucket> found = new ArrayList<>();
    int index = 0;
    long count = 0;
    int bucket = 0;
    for (int span = 0; span < buckets.spanCount(); span++) {
      index += buckets.spanOffset(span);
      for (int i = 0; i < buckets.spanLength(span); i++) {
        count += buckets.delta(bucket++);
        if (count > 0) {
          found.add(
              new Bucket(
                  Bounds.UPPER_CLOSED, bound(index - 1, schema), bound(index, schema), count));
        }
        index++;
      }
    }
    return found;
  }

  private static double bound(int index, int schema) {
    if (schema > 0) {
      throw new IllegalArgumentException("bounds must be powers of two: schema=" + schema);
    }
    return Math.scalb(1.0, index << -schema);
  }
}
