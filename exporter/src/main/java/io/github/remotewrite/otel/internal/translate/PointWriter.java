/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the kinds of points write their values: reused buffers on the way into a batch.
 *
 * <p>Once a point has begun, its kind fills {@link #samples} or {@link #histogram} and then calls
 * the write method beside it. Not thread-safe.
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
  // Where the point goes: to its series, or to those of one in step.
  private @Nullable PointSeries series;
  private @Nullable PointsInStep points;
  private int pointsPlace;
  private @Nullable SeriesGroup group;
  private @Nullable Series firstSeries;
  private double[] layout = {};
  private int size;
  private boolean whole;

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

  /** Begins a point with these series. */
  void begin(PointSeries series) {
    this.series = series;
    group = series.group();
    firstSeries = series.firstSeries();
    layout = series.layout();
    size = series.size();
    whole = series.isWhole();
  }

  /** Begins the point at this place of those in step, which have all of their series. */
  void begin(PointsInStep inStep, int place) {
    series = null;
    points = inStep;
    pointsPlace = place;
    group = inStep.group(place);
    firstSeries = inStep.firstSeries(place);
    layout = inStep.layout();
    size = inStep.seriesEach();
    whole = true;
  }

  /** Returns the layout of the point's series. */
  double[] layout() {
    return layout;
  }

  /**
   * Returns the buffer for the values of a point, one for each place of its layout.
   *
   * @param startEpochNanos when the values began at zero; 0 for values that don't only grow
   */
  SampleBuffer samples(long epochNanos, long startEpochNanos) {
    long millis = lastMillis(epochNanos);
    buffers.samples.reset(size, millis, startMillis(startEpochNanos, millis));
    return buffers.samples;
  }

  /** Adds an exemplar to the sample at this place, if it is a new one. */
  void addExemplar(ExemplarData data, int place) {
    if (isNew(data, place)) {
      buffers.samples.addExemplar(place, exemplarTranslator.translate(data));
    }
  }

  /** Writes the samples to their series. */
  void writeSamples() {
    SeriesGroup group = this.group;
    if (group == null) {
      return;
    }
    if (whole) {
      batch.add(group, buffers.samples);
      return;
    }
    SampleBuffer all = buffers.samples;
    SampleBuffer kept = buffers.keptSamples;
    PointSeries point = point();
    int count = group.series().size();
    kept.reset(count, all.timestampMillis(), all.startTimestampMillis());
    for (int i = 0; i < count; i++) {
      int place = point.place(i);
      kept.setValue(i, all.value(place));
      for (Exemplar exemplar : all.exemplars(place)) {
        kept.addExemplar(i, exemplar);
      }
    }
    batch.add(group, kept);
  }

  /** Returns the buffer for a native histogram. */
  HistogramBuffer histogram(long epochNanos, long startEpochNanos, int schema) {
    long millis = lastMillis(epochNanos);
    buffers.histogram.reset(millis, startMillis(startEpochNanos, millis), schema);
    return buffers.histogram;
  }

  /** Returns the buffer for a native histogram whose buckets have these bounds. */
  HistogramBuffer histogram(long epochNanos, long startEpochNanos, double[] bounds) {
    long millis = lastMillis(epochNanos);
    buffers.histogram.resetWithBounds(millis, startMillis(startEpochNanos, millis), bounds);
    return buffers.histogram;
  }

  /**
   * Writes the native histogram to its series, with those of the point's exemplars that are new.
   */
  void writeHistogram(List<? extends ExemplarData> exemplars) {
    Series series = firstSeries;
    if (series == null) {
      return;
    }
    for (int i = 0; i < exemplars.size(); i++) { // Mostly none, and then without an iterator.
      ExemplarData data = exemplars.get(i);
      if (isNew(data, 0)) {
        buffers.histogram.addExemplar(exemplarTranslator.translate(data));
      }
    }
    batch.add(series, buffers.histogram);
  }

  /** Returns whether an exemplar is new, and has the time that 2.0 demands of it. */
  private boolean isNew(ExemplarData data, int place) {
    long millis = millis(data.getEpochNanos());
    return millis > 0 && millis <= newestMillis && point().acceptExemplar(place, millis);
  }

  private PointSeries point() {
    PointSeries point = series != null || points == null ? series : points.point(pointsPlace);
    if (point == null) {
      throw new IllegalStateException("no point was begun");
    }
    return point;
  }

  /** Returns the time of a point in milliseconds. */
  long lastMillis(long epochNanos) {
    if (epochNanos != lastNanos) {
      lastNanos = epochNanos;
      lastMillis = millis(epochNanos);
    }
    return lastMillis;
  }

  static long millis(long epochNanos) {
    return TimeUnit.NANOSECONDS.toMillis(epochNanos);
  }

  private long startMillis(long nanos, long timestampMillis) {
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
