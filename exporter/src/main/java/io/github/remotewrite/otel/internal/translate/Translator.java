/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.delta.DeltaAccumulator;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
  // What receivers refuse, or, older ones, take and then refuse everything that is not so far
  // ahead.
  private static final long MAX_AHEAD_MILLIS = Duration.ofMinutes(10).toMillis();

  // Some more points than a processor waits for at once.
  private static final int LOOK_AHEAD = 16;

  private final TranslationSettings settings;
  private final LongSupplier clockMillis;
  private final WarnOnce warnings;
  private final DroppedPoints droppedPoints;
  private final SeriesRegistry registry = new SeriesRegistry();
  private final SeriesFactory seriesFactory;
  private final Families families;
  private final MetricKinds kinds;
  private final ExemplarTranslator exemplarTranslator;
  private final Map<Resource, TranslatedResource> resources = new LinkedHashMap<>();
  private final MetricCache metricCache = new MetricCache();
  private final PointWriter.Buffers buffers = new PointWriter.Buffers();
  private final SampleBuffer targetInfoSamples = new SampleBuffer();
  private long export;

  /**
   * @param clockMillis the time of day, in milliseconds since the epoch
   */
  public Translator(TranslationSettings settings, LongSupplier clockMillis, Logger logger) {
    this.settings = settings;
    this.clockMillis = clockMillis;
    this.warnings = new WarnOnce(logger);
    this.droppedPoints = new DroppedPoints(warnings);
    this.seriesFactory =
        new SeriesFactory(settings.labelNamer(), settings.relabeler(), registry, warnings);
    this.families = new Families(settings.scopeLabels(), warnings);
    this.kinds = new MetricKinds(settings);
    this.exemplarTranslator = new ExemplarTranslator(settings.labelNamer());
  }

  /** Writes the samples of all metrics that have a translation. */
  public void translate(Collection<MetricData> metrics, Batch batch) {
    export++;
    long nowMillis = clockMillis.getAsLong();
    long newestMillis = nowMillis + MAX_AHEAD_MILLIS;
    PointWriter writer = new PointWriter(batch, buffers, exemplarTranslator, newestMillis);
    Pass pass = new Pass(writer, newestMillis);
    metricCache.rewind();
    for (MetricData metric : metrics) {
      try {
        translate(metric, pass);
      } catch (RuntimeException | StackOverflowError e) {
        droppedPoints.add(DataPointDropReason.ERROR, nameOf(metric), 1, "metric is broken", e);
      }
    }
    for (TranslatedResource resource : resources.values()) {
      resource.writeTargetInfo(export, batch, targetInfoSamples);
    }
    if (settings.staleMarkersForVanished()) {
      writeMarkersOfVanished(batch, nowMillis);
    }
    if (export % EXPORTS_KEPT == 0) {
      evictNotSeenSince(export - EXPORTS_KEPT);
    }
  }

  /** Writes a stale marker for every series that has none yet, if that is to be. */
  public void translateShutdown(Batch batch) {
    if (!settings.staleMarkersAtShutdown()) {
      return;
    }
    export++;
    StaleMarkers markers = new StaleMarkers(batch, export);
    for (TranslatedResource resource : resources.values()) {
      for (TranslatedMetric<?> metric : resource.metrics().values()) {
        markers.endOlderThan(Long.MAX_VALUE, metric);
        markers.endRetired(metric);
      }
      PointSeries targetInfo = resource.targetInfo();
      if (targetInfo != null && targetInfo.isLive()) {
        markers.end(targetInfo);
      }
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

  private void translate(MetricData metric, Pass pass) {
    AggregationTemporality cumulative = AggregationTemporality.CUMULATIVE;
    switch (metric.getType()) {
      case LONG_GAUGE ->
          write(metric, kinds.longGauge(), metric.getLongGaugeData(), cumulative, pass);
      case DOUBLE_GAUGE ->
          write(metric, kinds.doubleGauge(), metric.getDoubleGaugeData(), cumulative, pass);
      case LONG_SUM -> {
        SumData<LongPointData> data = metric.getLongSumData();
        MetricKind<LongPointData> kind = kinds.longSum(data.isMonotonic());
        write(metric, kind, data, data.getAggregationTemporality(), pass);
      }
      case DOUBLE_SUM -> {
        SumData<DoublePointData> data = metric.getDoubleSumData();
        MetricKind<DoublePointData> kind = kinds.doubleSum(data.isMonotonic());
        write(metric, kind, data, data.getAggregationTemporality(), pass);
      }
      case HISTOGRAM -> {
        HistogramData data = metric.getHistogramData();
        write(metric, kinds.histogram(), data, data.getAggregationTemporality(), pass);
      }
      case EXPONENTIAL_HISTOGRAM -> {
        ExponentialHistogramData data = metric.getExponentialHistogramData();
        write(metric, kinds.exponentialHistogram(), data, data.getAggregationTemporality(), pass);
      }
      case SUMMARY -> write(metric, kinds.summary(), metric.getSummaryData(), cumulative, pass);
    }
  }

  private <P extends PointData> void write(
      MetricData metric,
      MetricKind<P> kind,
      Data<P> data,
      AggregationTemporality temporality,
      Pass pass) {
    Collection<P> points = data.getPoints();
    if (points.isEmpty()) {
      return;
    }
    TranslatedMetric<P> translated;
    try {
      translated = metric(metric, kind);
    } catch (UntranslatableException e) {
      droppedPoints.add(e.reason(), metric.getName(), points.size(), e.detail());
      return;
    } catch (RuntimeException | StackOverflowError e) {
      droppedPoints.add(
          DataPointDropReason.ERROR, nameOf(metric), points.size(), "metric is broken", e);
      return;
    }
    translated.begin(export);
    boolean delta = temporality == AggregationTemporality.DELTA;
    if (points instanceof List<P> list && list instanceof RandomAccess) {
      writeList(list, translated, delta, pass);
    } else {
      for (P point : points) {
        write(point, translated, delta, pass);
      }
    }
  }

  private <P extends PointData> void writeList(
      List<P> points, TranslatedMetric<P> metric, boolean delta, Pass pass) {
    if (!delta) {
      beginStep(points.get(0), metric, pass);
    }
    int size = points.size();
    int i = 0;
    while (i < size) {
      int end = Math.min(size, i + LOOK_AHEAD);
      int endInStep = i + inStep(points, i, end, metric);
      while (i < endInStep) {
        writeInStep(points.get(i++), metric, pass);
      }
      if (i < end) {
        write(points.get(i++), metric, delta, pass);
      }
    }
  }

  private static <P extends PointData> int inStep(
      List<P> points, int from, int to, TranslatedMetric<P> metric) {
    try {
      return metric.inStep(points, from, to);
    } catch (RuntimeException | StackOverflowError e) {
      return 0; // Each point is asked again, and the broken one counted.
    }
  }

  /** Expects all points to have the time of the first one. */
  private <P extends PointData> void beginStep(P first, TranslatedMetric<P> metric, Pass pass) {
    try {
      metric.beginStep(export, first.getEpochNanos(), pass.checkedMillis(first));
    } catch (UntranslatableException | RuntimeException | StackOverflowError e) {
      // Which will be said of the point in its turn.
    }
  }

  private static String nameOf(@Nullable MetricData metric) {
    try {
      return metric == null ? "null" : String.valueOf(metric.getName());
    } catch (RuntimeException e) {
      return "unknown";
    }
  }

  private <P extends PointData> void writeInStep(P point, TranslatedMetric<P> metric, Pass pass) {
    try {
      metric.writeInStep(point, pass.writer);
    } catch (UntranslatableException e) {
      droppedPoints.add(e.reason(), metric.name(), 1, e.detail());
    } catch (RuntimeException | StackOverflowError e) {
      droppedPoints.add(DataPointDropReason.ERROR, metric.name(), 1, "point is broken", e);
    }
  }

  private <P extends PointData> void write(
      P point, TranslatedMetric<P> metric, boolean delta, Pass pass) {
    try {
      write(delta ? add(point, metric, pass) : point, metric, pass);
    } catch (UntranslatableException e) {
      droppedPoints.add(e.reason(), metric.name(), 1, e.detail());
    } catch (RuntimeException | StackOverflowError e) {
      droppedPoints.add(DataPointDropReason.ERROR, metric.name(), 1, "point is broken", e);
    }
  }

  private <P extends PointData> void write(P point, TranslatedMetric<P> metric, Pass pass)
      throws UntranslatableException {
    long millis = pass.checkedMillis(point);
    metric.resource().seenIn(export, millis);
    metric.seen(point.getEpochNanos());
    PointSeries series = metric.series(point);
    DataPointDropReason refusal = series.claimFor(export, millis);
    if (refusal != null) {
      throw UntranslatableException.refused(refusal, point);
    }
    metric.write(point, series, pass.writer);
  }

  /** Adds a difference to its total, and returns that. */
  private <P extends PointData> P add(P delta, TranslatedMetric<P> metric, Pass pass)
      throws UntranslatableException {
    DeltaAccumulator<P> accumulator = settings.deltaToCumulative() ? metric.accumulator() : null;
    if (accumulator == null) {
      throw UntranslatableException.delta("differences are not added up");
    }
    // A time far ahead would make all that follow look late.
    pass.checkedMillis(delta);
    P total = accumulator.add(delta);
    if (total == null) {
      throw UntranslatableException.delta(
          "difference can't be added: outcome=" + accumulator.outcome());
    }
    return total;
  }

  private TranslatedResource resource(Resource resource) {
    TranslatedResource translated = resources.get(resource);
    if (translated == null) {
      translated = new TranslatedResource(resource, settings);
      translated.makeTargetInfo(seriesFactory);
      resources.put(resource, translated);
    }
    return translated;
  }

  @SuppressWarnings("unchecked") // The key has the type of the points.
  private <P extends PointData> TranslatedMetric<P> metric(MetricData metric, MetricKind<P> kind)
      throws UntranslatableException {
    TranslatedMetric<?> expected = metricCache.next(metric, kind);
    if (expected != null) {
      return (TranslatedMetric<P>) expected;
    }
    TranslatedResource resource = resource(metric.getResource());
    MetricKey key = MetricKey.of(metric, kind.nameKind() == MetricNamer.Kind.MONOTONIC_SUM);
    TranslatedMetric<P> translated = (TranslatedMetric<P>) resource.metrics().get(key);
    if (translated == null) {
      translated = makeMetric(key, metric, kind, resource);
      resource.metrics().put(key, translated);
    }
    metricCache.expect(translated);
    return translated;
  }

  private <P extends PointData> TranslatedMetric<P> makeMetric(
      MetricKey key, MetricData metric, MetricKind<P> kind, TranslatedResource resource)
      throws UntranslatableException {
    String name = settings.metricNamer().name(metric.getName(), metric.getUnit(), kind.nameKind());
    if (name == null) {
      throw UntranslatableException.metricName();
    }
    String unit = settings.unitNamer().unitWords(metric.getUnit());
    Metadata metadata = new Metadata(kind.type(), name, metric.getDescription(), unit);
    families.add(metadata);
    LabelSet defaults =
        settings.scopeLabels()
            ? ScopeLabels.of(metric.getInstrumentationScopeInfo(), settings.labelNamer())
            : LabelSet.empty();
    defaults.addAbsent(resource.promoted()).addAbsent(LabelSet.of(settings.externalLabels()));
    return new TranslatedMetric<>(key, kind, metadata, resource, defaults, seriesFactory);
  }

  private void writeMarkersOfVanished(Batch batch, long nowMillis) {
    StaleMarkers markers = new StaleMarkers(batch, export);
    long collectedMillis = Math.min(latestMillis(), nowMillis);
    for (TranslatedResource resource : resources.values()) {
      for (TranslatedMetric<?> metric : resource.metrics().values()) {
        markers.endRetired(metric);
        long vanishedBefore = metric.vanishedBefore(export, collectedMillis);
        if (vanishedBefore > Long.MIN_VALUE) {
          markers.endOlderThan(vanishedBefore, metric);
        }
      }
    }
  }

  /** Returns the latest time of a point; unlike the clock, it stands still during an export. */
  private long latestMillis() {
    long latestMillis = Long.MIN_VALUE;
    for (TranslatedResource resource : resources.values()) {
      latestMillis = Math.max(latestMillis, resource.latestMillis());
    }
    return latestMillis;
  }

  private void evictNotSeenSince(long oldest) {
    metricCache.clear();
    resources.values().removeIf(resource -> resource.evictNotSeenSince(oldest));
    registry.evictNotSeenSince(oldest);
  }

  /**
   * What one export has of its own.
   *
   * @param writer where its points go
   * @param newestMillis the latest time a point may have
   */
  private record Pass(PointWriter writer, long newestMillis) {
    long checkedMillis(PointData point) throws UntranslatableException {
      long millis = writer.lastMillis(point.getEpochNanos());
      if (millis > newestMillis) {
        throw UntranslatableException.ahead(millis - newestMillis + MAX_AHEAD_MILLIS);
      }
      if (millis <= 0) {
        throw UntranslatableException.withoutTime();
      }
      return millis;
    }
  }
}
