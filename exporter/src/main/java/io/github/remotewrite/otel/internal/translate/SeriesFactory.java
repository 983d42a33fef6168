/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.otel.internal.relabel.Relabeler;
import io.github.remotewrite.otel.internal.translate.PointKind.SeriesShape;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes series of labels: relabelled, and one for each set of labels. Not thread-safe. */
final class SeriesFactory {
  private final LabelNamer labelNamer;
  private final @Nullable Relabeler relabeler;
  private final SeriesRegistry registry;
  private final WarnOnce warnings;

  SeriesFactory(
      LabelNamer labelNamer,
      @Nullable Relabeler relabeler,
      SeriesRegistry registry,
      WarnOnce warnings) {
    this.labelNamer = labelNamer;
    this.relabeler = relabeler;
    this.registry = registry;
    this.warnings = warnings;
  }

  LabelNamer labelNamer() {
    return labelNamer;
  }

  /**
   * Returns the series of one data point, with null for each that relabelling drops.
   *
   * @param attributes the labels of the point; changed on the way
   * @param common the other labels that all of the series have
   * @param shapes the labels that they don't have in common, and the ends of their names
   */
  List<@Nullable TrackedSeries> makeSiblings(
      LabelSet attributes, CommonLabels common, List<SeriesShape> shapes, MetricSiblings siblings) {
    List<String> ownNames = labelNames(shapes);
    for (String name : common.identityNames()) {
      warnIfReplaced(attributes, name, siblings.metadata());
    }
    for (String name : ownNames) {
      warnIfReplaced(attributes, name, siblings.metadata());
    }
    if (relabeler != null) {
      return makeEach(common.addTo(attributes).removeAll(ownNames), shapes, siblings);
    }
    List<@Nullable TrackedSeries> tracked = new ArrayList<>(shapes.size());
    for (Series series : siblings.of(shapes).with(common.toLabels(attributes))) {
      tracked.add(registry.get(series));
    }
    return tracked;
  }

  /** Returns the names of the labels that tell these series apart, mostly none or one. */
  private static List<String> labelNames(List<SeriesShape> shapes) {
    List<String> names = new ArrayList<>(1);
    for (SeriesShape shape : shapes) {
      String name = shape.labelName();
      if (!name.isEmpty() && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private List<@Nullable TrackedSeries> makeEach(
      LabelSet shared, List<SeriesShape> shapes, MetricSiblings siblings) {
    List<@Nullable TrackedSeries> series = new ArrayList<>(shapes.size());
    for (SeriesShape shape : shapes) {
      LabelSet labels =
          shared
              .copy()
              .set(shape.labelName(), shape.labelValue())
              .set(Labels.METRIC_NAME, siblings.name(shape));
      series.add(make(labels, siblings.metadata()));
    }
    return series;
  }

  /** Returns the series with these labels, or null if relabelling drops it. */
  @Nullable TrackedSeries make(LabelSet labels, Metadata metadata) {
    if (relabeler == null) {
      return registry.get(Series.of(labels.toLabels(), metadata));
    }
    Map<String, String> relabelled = relabeler.relabel(labels.toMap());
    if (relabelled == null) {
      return null;
    }
    Labels.Builder builder = Labels.builder();
    relabelled.forEach(builder::add);
    return registry.get(Series.of(builder.build(), metadata));
  }

  /** Notes that a point no longer has its series. */
  void noteUnused() {
    registry.noteUnused();
  }

  /** Warns that an attribute was left out, because no label can be made of its key. */
  void warnUnnamed(String key, String metric) {
    warnings.warn(
        Map.entry(metric, key),
        "attribute was left out, no label can be made of it: key=" + key + ", metric=" + metric,
        null);
  }

  /** Warns if an attribute has the name of a label that is about to take its place. */
  private void warnIfReplaced(LabelSet attributes, String label, Metadata metadata) {
    if (attributes.contains(label)) {
      warnings.warn(
          Map.entry(metadata.familyName(), label),
          "attribute was left out, its label has another meaning: label="
              + label
              + ", metric="
              + metadata.familyName(),
          null);
    }
  }
}
