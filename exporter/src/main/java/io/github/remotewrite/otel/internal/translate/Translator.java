/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer.Kind;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.System.Logger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Translates what an SDK collected into samples.
 *
 * <p>One pass over the data, each sample written as it is met. A point that can't be translated is
 * counted, and costs no other point. Nothing of the data is kept but attributes and names, so it
 * may be overwritten afterwards. Not thread-safe, except for {@link #droppedPoints}.
 */
public final class Translator {
  // How many exports a point may be missing before its series are forgotten. A gap costs only the
  // work to make them again; a reader that splits its collections sees each point in one of
  // several.
  private static final int EXPORTS_KEPT = 60;

  private static final HistogramPoints HISTOGRAM = new HistogramPoints();
  private static final SummaryPoints SUMMARY = new SummaryPoints();

  private final TranslationSettings settings;
  private final WarnOnce warnings;
  private final DroppedPoints droppedPoints;
  private final SeriesRegistry registry = new SeriesRegistry();
  private final Map<Resource, TranslatedResource> resources = new HashMap<>();
  private double[] values = new double[64];
  private long export;

  public Translator(TranslationSettings settings, Logger logger) {
    this.settings = settings;
    this.warnings = new WarnOnce(logger);
    this.droppedPoints = new DroppedPoints(warnings);
  }

  /** Writes the samples of all metrics that have a translation. */
  public void translate(Collection<MetricData> metrics, Batch batch) {
    export++;
    for (MetricData metric : metrics) {
      try {
        translate(metric, batch);
      } catch (RuntimeException e) {
        droppedPoints.add(DataPointDropReason.ERROR, metric.getName(), 1, "metric is broken", e);
      }
    }
    resources.values().forEach(resource -> resource.writeTargetInfo(export, batch));
    if (export % EXPORTS_KEPT == 0) {
      evictNotSeenSince(export - EXPORTS_KEPT);
    }
  }

  /** Returns how many data points were dropped so far, with an entry for every reason. */
  public Map<DataPointDropReason, Long> droppedPoints() {
    return droppedPoints.counts();
  }

  /** Returns for how many series labels are kept. */
  int trackedSeries() {
    return registry.size();
  }

  private void translate(MetricData metric, Batch batch) {
    switch (metric.getType()) {
      case LONG_GAUGE ->
          write(
              metric, metric.getLongGaugeData().getPoints(), NumberPoints.LONG, Kind.GAUGE, batch);
      case DOUBLE_GAUGE ->
          write(
              metric,
              metric.getDoubleGaugeData().getPoints(),
              NumberPoints.DOUBLE,
              Kind.GAUGE,
              batch);
      case LONG_SUM -> {
        if (isCumulative(metric, metric.getLongSumData().getAggregationTemporality())) {
          Kind kind = sumKind(metric.getLongSumData().isMonotonic());
          write(metric, metric.getLongSumData().getPoints(), NumberPoints.LONG, kind, batch);
        }
      }
      case DOUBLE_SUM -> {
        if (isCumulative(metric, metric.getDoubleSumData().getAggregationTemporality())) {
          Kind kind = sumKind(metric.getDoubleSumData().isMonotonic());
          write(metric, metric.getDoubleSumData().getPoints(), NumberPoints.DOUBLE, kind, batch);
        }
      }
      case HISTOGRAM -> {
        if (isCumulative(metric, metric.getHistogramData().getAggregationTemporality())) {
          write(metric, metric.getHistogramData().getPoints(), HISTOGRAM, Kind.OTHER, batch);
        }
      }
      case SUMMARY ->
          write(metric, metric.getSummaryData().getPoints(), SUMMARY, Kind.OTHER, batch);
      default ->
          drop(
              metric,
              DataPointDropReason.UNSUPPORTED_TYPE,
              "its type has no translation: type=" + metric.getType());
    }
  }

  private static Kind sumKind(boolean monotonic) {
    return monotonic ? Kind.MONOTONIC_SUM : Kind.OTHER;
  }

  private boolean isCumulative(MetricData metric, AggregationTemporality temporality) {
    if (temporality == AggregationTemporality.CUMULATIVE) {
      return true;
    }
    drop(
        metric,
        DataPointDropReason.DELTA_TEMPORALITY,
        "Prometheus needs totals: temporality=" + temporality);
    return false;
  }

  private <P extends PointData> void write(
      MetricData metric, Collection<P> points, PointKind<P> kind, Kind nameKind, Batch batch) {
    if (points.isEmpty()) {
      return;
    }
    TranslatedResource resource = resource(metric.getResource());
    Optional<TranslatedMetric> translated;
    try {
      translated = metric(metric, resource, nameKind);
    } catch (UntranslatableException e) {
      drop(metric, e.reason(), e.detail());
      return;
    }
    if (translated.isEmpty()) {
      drop(metric, DataPointDropReason.METRIC_NAME, "its name has no letter or digit");
      return;
    }
    translated.get().seenIn(export);
    for (P point : points) {
      long millis = TimeUnit.NANOSECONDS.toMillis(point.getEpochNanos());
      resource.seenIn(export, millis);
      write(metric, translated.get(), point, millis, kind, batch);
    }
  }

  private <P extends PointData> void write(
      MetricData metric,
      TranslatedMetric translated,
      P point,
      long timestampMillis,
      PointKind<P> kind,
      Batch batch) {
    try {
      PointSeries series = translated.series(point, kind);
      if (!series.claimFor(export)) {
        droppedPoints.add(
            DataPointDropReason.DUPLICATE_SERIES,
            metric.getName(),
            1,
            "another point has its series: attributes=" + point.getAttributes());
        return;
      }
      if (values.length < series.size()) {
        values = new double[series.size()];
      }
      kind.readValues(point, values);
      series.write(batch, timestampMillis, values);
    } catch (UntranslatableException e) {
      droppedPoints.add(e.reason(), metric.getName(), 1, e.detail());
    } catch (RuntimeException e) {
      droppedPoints.add(DataPointDropReason.ERROR, metric.getName(), 1, "point is broken", e);
    }
  }

  private TranslatedResource resource(Resource resource) {
    TranslatedResource translated = resources.get(resource);
    if (translated == null) {
      translated = new TranslatedResource(resource.getAttributes(), settings.fallbackInstance());
      try {
        translated.makeTargetInfo(settings.labelNamer(), registry);
      } catch (UntranslatableException e) {
        droppedPoints.add(e.reason(), TranslatedResource.TARGET_INFO, 1, e.detail());
      }
      resources.put(resource, translated);
    }
    return translated;
  }

  private Optional<TranslatedMetric> metric(
      MetricData metric, TranslatedResource resource, Kind nameKind)
      throws UntranslatableException {
    MetricKey key = MetricKey.of(metric, nameKind == Kind.MONOTONIC_SUM);
    TranslatedMetric translated = resource.metrics().get(key);
    if (translated != null) {
      return Optional.of(translated);
    }
    String name = settings.metricNamer().name(metric.getName(), metric.getUnit(), nameKind);
    if (name == null) {
      return Optional.empty();
    }
    translated =
        new TranslatedMetric(
            name,
            resource.identity(),
            ScopeLabels.of(metric.getInstrumentationScopeInfo(), settings.labelNamer()),
            settings.labelNamer(),
            registry,
            warnings);
    resource.metrics().put(key, translated);
    return Optional.of(translated);
  }

  private void drop(MetricData metric, DataPointDropReason reason, String detail) {
    droppedPoints.add(reason, metric.getName(), metric.getData().getPoints().size(), detail);
  }

  private void evictNotSeenSince(long oldest) {
    resources.values().removeIf(resource -> resource.evictNotSeenSince(oldest));
    registry.evictNotSeenSince(oldest);
  }
}
