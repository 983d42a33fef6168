/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.SampleBuffer;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Histograms with explicit bounds, as classic histograms: {@code _sum}, {@code _count} and a {@code
 * _bucket} for each bound and for infinity.
 *
 * <p>OpenTelemetry counts each bucket by itself, Prometheus counts everything up to its bound
 * {@code le}: counts 1, 2, 3, 4 become 1, 3, 6, 10. The last bucket is the point's count. Minimum
 * and maximum have no place in Prometheus.
 */
final class HistogramPoints implements PointKind<HistogramPointData> {
  private final ClassicBuckets buckets;
  private final ExplicitBounds explicitBounds = new ExplicitBounds();

  HistogramPoints(DoubleFunction<String> numberText) {
    this.buckets = new ClassicBuckets(numberText);
  }

  @Override
  public void begin() {
    explicitBounds.begin();
  }

  @Override
  public double[] layout(HistogramPointData point) throws UntranslatableException {
    return explicitBounds.of(point);
  }

  @Override
  public boolean hasLayout(HistogramPointData point, double[] layout) {
    return explicitBounds.are(point, layout);
  }

  @Override
  public List<SeriesShape> series(double[] layout) {
    return buckets.series(layout);
  }

  @Override
  public void write(HistogramPointData point, PointWriter writer) throws UntranslatableException {
    double[] bounds = writer.layout();
    List<Long> counts = point.getCounts();
    SampleBuffer samples = writer.samples(point.getEpochNanos(), point.getStartEpochNanos());
    long upToBound = 0;
    for (int i = 0; i < bounds.length; i++) {
      long count = i < counts.size() ? Counts.at(counts, i) : 0;
      upToBound += count;
      if (count < 0 || upToBound < 0) {
        throw UntranslatableException.broken("counts must not be negative: counts=" + counts);
      }
      samples.setValue(ClassicBuckets.FIRST_BUCKET + i, (double) upToBound);
    }
    if (point.getCount() < upToBound) {
      throw UntranslatableException.broken(
          "count must not be less than its buckets: count=" + point.getCount());
    }
    ClassicBuckets.setTotals(samples, bounds.length, point.getSum(), point.getCount());
    List<DoubleExemplarData> exemplars = point.getExemplars();
    for (int i = 0; i < exemplars.size(); i++) {
      DoubleExemplarData exemplar = exemplars.get(i);
      writer.addExemplar(exemplar, ClassicBuckets.place(exemplar.getValue(), bounds));
    }
    writer.writeSamples();
  }
}
