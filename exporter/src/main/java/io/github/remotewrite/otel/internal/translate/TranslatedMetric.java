/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.otel.internal.translate.PointKind.SeriesShape;
import io.github.remotewrite.otel.internal.translate.delta.DeltaAccumulator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric under its Prometheus name, with the series of its data points.
 *
 * <p>Labels come from five places. Those that identify the target ({@code job}, {@code instance})
 * win over the point's attributes; these win over the scope's labels, over promoted resource
 * attributes and over external labels, in this order; what tells the series of one point apart
 * ({@code le}, {@code quantile}) wins over all.
 */
final class TranslatedMetric<P extends PointData> {
  // How long the total of a series without new differences is kept.
  private static final long TOTALS_KEPT_NANOS = Duration.ofHours(1).toNanos();

  private final Metadata metadata;
  private final CommonLabels common;
  private final MetricSiblings siblings;
  private final SeriesFactory factory;
  private final MetricKind<P> kind;
  private final MetricKey key;
  private final TranslatedResource resource;
  private final SeriesCache points = new SeriesCache();
  private final List<PointSeries> retired = new ArrayList<>();
  private final Rhythm rhythm = new Rhythm();
  private @Nullable DeltaAccumulator<P> accumulator;
  private long latestNanos;
  private long seenIn;

  /**
   * @param resource whose identity wins over attributes
   * @param defaults labels that attributes win over
   */
  TranslatedMetric(
      MetricKey key,
      MetricKind<P> kind,
      Metadata metadata,
      TranslatedResource resource,
      LabelSet defaults,
      SeriesFactory factory) {
    this.key = key;
    this.kind = kind;
    this.metadata = metadata;
    this.resource = resource;
    this.siblings = new MetricSiblings(metadata);
    this.common = new CommonLabels(resource.identity(), defaults);
    this.factory = factory;
  }

  /** Returns whether this is the metric, told by references only: false says nothing. */
  @SuppressWarnings("ReferenceEquality")
  boolean isTranslationOf(MetricData metric, MetricKind<?> kind) {
    return this.kind == kind
        && key.name() == metric.getName()
        && key.unit() == metric.getUnit()
        && key.scope() == metric.getInstrumentationScopeInfo()
        && resource.source() == metric.getResource();
  }

  TranslatedResource resource() {
    return resource;
  }

  /** Begins the metric's points of an export; several may follow each other in one. */
  void begin(long export) {
    kind.points().begin();
    if (seenIn != export) {
      points.rewind(seenIn);
      seenIn = export;
    }
  }

  /** Begins points that are in step, if they are, with this time. */
  void beginStep(long export, long epochNanos, long millis) {
    points.beginStep(export, epochNanos, millis);
    resource.seenIn(export, millis);
    seen(epochNanos);
  }

  /**
   * Returns how many points of a list are the next in step.
   *
   * <p>It is asked of several before any is written, because then they are waited for together: the
   * SDK's points are all over the memory.
   */
  int inStep(List<P> list, int from, int to) {
    PointKind<P> kindOfPoints = kind.points();
    PointsInStep inStep = points.inStep();
    int at = from;
    while (at < to && kindOfPoints.isNext(list.get(at), at - from, inStep)) {
      at++;
    }
    return at - from;
  }

  /** Writes the next point in step. */
  void writeInStep(P point, PointWriter writer) throws UntranslatableException {
    writer.begin(points.inStep(), points.takeInStep());
    kind.points().write(point, writer);
  }

  /** Returns the series of a point, the same ones for as long as its layout stays. */
  PointSeries series(P point) throws UntranslatableException {
    Attributes attributes = point.getAttributes();
    PointSeries series = points.next(attributes);
    if (series == null || !kind.points().hasLayout(point, series.layout())) {
      double[] layout = kind.points().layout(point);
      PointSeries made =
          new PointSeries(layout, makeSeries(attributes, kind.points().series(layout)), metadata);
      points.replace(attributes, made);
      if (series != null) {
        factory.noteUnused();
        if (series.isLive()) {
          retired.add(series);
        }
      }
      return made;
    }
    return series;
  }

  void write(P point, PointSeries series, PointWriter writer) throws UntranslatableException {
    writer.begin(series);
    kind.points().write(point, writer);
  }

  /** Returns what adds up differences, or null if this kind of metric has none. */
  @Nullable DeltaAccumulator<P> accumulator() {
    if (accumulator == null && kind.accumulators() != null) {
      accumulator = kind.accumulators().get();
    }
    return accumulator;
  }

  private List<@Nullable TrackedSeries> makeSeries(Attributes attributes, List<SeriesShape> shapes)
      throws UntranslatableException {
    LabelSet labels =
        LabelSet.of(attributes, "", LabelSet.ANY_BUT_METRIC_NAME, factory.labelNamer());
    return factory.makeSiblings(labels, common, shapes, siblings);
  }

  /** Returns the name it has in OpenTelemetry. */
  String name() {
    return key.name();
  }

  Metadata metadata() {
    return metadata;
  }

  boolean isNativeHistogram() {
    return kind.nativeHistogram();
  }

  /** Returns whether its native histograms have bounds of their own, which are the layout. */
  boolean hasCustomBounds() {
    return kind.points() instanceof CustomBoundsPoints;
  }

  Collection<PointSeries> points() {
    return points.all();
  }

  /** Returns the points that were given other series since the last call. */
  List<PointSeries> takeRetired() {
    List<PointSeries> taken = List.copyOf(retired);
    retired.clear();
    return taken;
  }

  /** Notes that points of this time are in this export. */
  void seen(long epochNanos) {
    if (epochNanos != latestNanos) { // All points of a collection have one time.
      latestNanos = Math.max(latestNanos, epochNanos);
      rhythm.at(PointWriter.millis(epochNanos));
    }
  }

  /**
   * Returns before which time a point was last seen that has vanished since; the lowest long if
   * none can have.
   */
  long vanishedBefore(long export, long collectedMillis) {
    // A difference that is missing says that nothing happened.
    boolean complete = seenIn == export && points.position() >= points.size();
    return complete || accumulator != null ? Long.MIN_VALUE : rhythm.missedSince(collectedMillis);
  }

  /** Forgets points not seen since this export; returns whether the metric itself was not. */
  boolean evictNotSeenSince(long export) {
    if (points.evictNotSeenSince(export)) {
      factory.noteUnused();
    }
    retired.clear();
    if (accumulator != null) {
      accumulator.evictNotSeenSince(latestNanos - TOTALS_KEPT_NANOS);
    }
    return seenIn < export;
  }
}
