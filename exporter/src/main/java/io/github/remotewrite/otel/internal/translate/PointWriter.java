/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.SeriesGroup;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where the kinds of points write their values: reused buffers on the way into a batch.
 *
 * <p>A kind fills {@link #samples} or {@link #histogram} and then calls the write method beside it.
 * Not thread-safe.
 */
final class PointWriter {
  private final Batch batch;
  private final Buffers buffers;
  private final ExemplarTranslator exemplarTranslator;
  private final long newestMillis;
  // Nearly all points share their times, so a division for each is saved.
  private long lastNanos;
  private long lastMillis;
  private long lastStartNanos;
  private long lastStartMillis;

  /**
   * @param newestMillis the latest time an exemplar may have
   */
  PointWriter(
      Batch batch, Buffers buffers, ExemplarTranslator exemplarTranslator, long newestMillis) {
    this.batch = batch;
    this.buffers = buffers;
    this.exemplarTranslator = exemplarTranslator;
    this.newestMillis = newestMillis;
  }

  /**
   * Returns the buffer for the values of a point, one for each place of its layout.
   *
   * @param growing whether the values only grow, and so have a start that says something
   */
  SampleBuffer samples(PointData point, PointSeries series, boolean growing) {
    long millis = millis(point);
    buffers.samples.reset(series.size(), millis, growing ? startMillis(point, millis) : 0);
    return buffers.samples;
  }

  /** Adds an exemplar to the sample at this place, if it is a new one. */
  void addExemplar(ExemplarData data, PointSeries series, int place) {
    if (isNew(data, series, place)) {
      buffers.samples.addExemplar(place, exemplarTranslator.translate(data));
    }
  }

  /** Writes the samples to their series. */
  void writeSamples(PointSeries series) {
    SeriesGroup group = series.group();
    if (group == null) {
      return;
    }
    if (series.isWhole()) {
      batch.add(group, buffers.samples);
      return;
    }
    SampleBuffer all = buffers.samples;
    SampleBuffer kept = buffers.keptSamples;
    int[] places = series.places();
    kept.reset(places.length, all.timestampMillis(), all.startTimestampMillis());
    for (int i = 0; i < places.length; i++) {
      kept.setValue(i, all.value(places[i]));
      for (Exemplar exemplar : all.exemplars(places[i])) {
        kept.addExemplar(i, exemplar);
      }
    }
    batch.add(group, kept);
  }

  /** Returns the buffer for a native histogram. */
  HistogramBuffer histogram(PointData point, int schema) {
    long millis = millis(point);
    buffers.histogram.reset(millis, startMillis(point, millis), schema);
    return buffers.histogram;
  }

  /** Returns the buffer for a native histogram whose buckets have these bounds. */
  HistogramBuffer histogram(PointData point, double[] bounds) {
    long millis = millis(point);
    buffers.histogram.resetWithBounds(millis, startMillis(point, millis), bounds);
    return buffers.histogram;
  }

  /**
   * Writes the native histogram to its series, with those of the point's exemplars that are new.
   */
  void writeHistogram(PointSeries series, List<? extends ExemplarData> exemplars) {
    SeriesGroup group = series.group();
    if (group == null) {
      return;
    }
    for (ExemplarData data : exemplars) {
      if (isNew(data, series, 0)) {
        buffers.histogram.addExemplar(exemplarTranslator.translate(data));
      }
    }
    batch.add(group.series().get(0), buffers.histogram);
  }

  /** Returns whether an exemplar is new, and has the time that 2.0 demands of it. */
  private boolean isNew(ExemplarData data, PointSeries series, int place) {
    long millis = millis(data.getEpochNanos());
    return millis > 0 && millis <= newestMillis && series.acceptExemplar(place, millis);
  }

  /** Returns the time of a point. */
  long millis(PointData point) {
    long nanos = point.getEpochNanos();
    if (nanos != lastNanos) {
      lastNanos = nanos;
      lastMillis = millis(nanos);
    }
    return lastMillis;
  }

  static long millis(long epochNanos) {
    return TimeUnit.NANOSECONDS.toMillis(epochNanos);
  }

  private long startMillis(PointData point, long timestampMillis) {
    long nanos = point.getStartEpochNanos();
    if (nanos != lastStartNanos) {
      lastStartNanos = nanos;
      lastStartMillis = millis(nanos);
    }
    return lastStartMillis > 0 && lastStartMillis <= timestampMillis ? lastStartMillis : 0;
  }

  /** The buffers, which outlive the export. */
  static final class Buffers {
    private final SampleBuffer samples = new SampleBuffer();
    private final SampleBuffer keptSamples = new SampleBuffer();
    private final HistogramBuffer histogram = new HistogramBuffer();
  }
}
