/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.internal.translate.PointKind.SeriesShape;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric under its Prometheus name, with the series of its data points.
 *
 * <p>Labels come from four places. Those of the resource ({@code job}, {@code instance}) win over
 * the point's attributes, because they tell targets apart; the point's attributes win over the
 * scope's; what tells the series of one point apart ({@code le}, {@code quantile}) wins over all.
 */
final class TranslatedMetric {
  private final String name;
  private final LabelSet resourceLabels;
  private final LabelSet scopeLabels;
  private final LabelNamer labelNamer;
  private final SeriesRegistry registry;
  private final WarnOnce warnings;
  private final Map<Attributes, PointSeries> points = new HashMap<>();
  private long seenIn;

  TranslatedMetric(
      String name,
      LabelSet resourceLabels,
      LabelSet scopeLabels,
      LabelNamer labelNamer,
      SeriesRegistry registry,
      WarnOnce warnings) {
    this.name = name;
    this.resourceLabels = resourceLabels;
    this.scopeLabels = scopeLabels;
    this.labelNamer = labelNamer;
    this.registry = registry;
    this.warnings = warnings;
  }

  /** Returns the series of a point, the same ones for as long as its layout stays. */
  <P extends PointData> PointSeries series(P point, PointKind<P> kind)
      throws UntranslatableException {
    Attributes attributes = point.getAttributes();
    PointSeries series = points.get(attributes);
    if (series == null || !kind.hasLayout(point, series.layout())) {
      double[] layout = kind.layout(point);
      series = new PointSeries(layout, makeSeries(attributes, kind.series(layout)));
      points.put(attributes, series);
    }
    return series;
  }

  private List<TrackedSeries> makeSeries(Attributes attributes, List<SeriesShape> shapes)
      throws UntranslatableException {
    LabelSet labels =
        LabelSet.of(attributes, "", key -> !key.equals("__name__"), labelNamer)
            .setAll(resourceLabels)
            .addAbsent(scopeLabels);
    for (SeriesShape shape : shapes) {
      if (labels.contains(shape.labelName())) {
        warnings.warn(
            Map.entry(name, shape.labelName()),
            "attribute was left out, its label belongs to the histogram or summary: label="
                + shape.labelName()
                + ", metric="
                + name,
            null);
        labels.set(shape.labelName(), "");
      }
    }
    List<TrackedSeries> series = new ArrayList<>(shapes.size());
    for (SeriesShape shape : shapes) {
      LabelSet own = labels.copy().set(shape.labelName(), shape.labelValue());
      series.add(registry.get(own.toLabels(name + shape.suffix())));
    }
    return series;
  }

  void seenIn(long export) {
    seenIn = export;
  }

  /** Forgets points not seen since this export; returns whether the metric itself was not. */
  boolean evictNotSeenSince(long export) {
    points.values().removeIf(point -> point.seenIn() < export);
    return seenIn < export;
  }
}
