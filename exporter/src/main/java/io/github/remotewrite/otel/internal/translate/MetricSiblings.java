/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SiblingSeries;
import io.github.remotewrite.otel.internal.translate.PointKind.SeriesShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells the series of each of a metric's points apart.
 *
 * <p>Mostly it is the same for all points, so what was made of the last shapes is kept, and all
 * these series share it. Not thread-safe.
 */
final class MetricSiblings {
  private final Metadata metadata;
  private List<SeriesShape> lastShapes = List.of();
  private @Nullable SiblingSeries last;

  MetricSiblings(Metadata metadata) {
    this.metadata = metadata;
  }

  /** Returns what the metric is. */
  Metadata metadata() {
    return metadata;
  }

  /** Returns the name of the metric's series of this shape. */
  String name(SeriesShape shape) {
    return metadata.familyName() + shape.suffix();
  }

  /** Returns siblings of these shapes. */
  SiblingSeries of(List<SeriesShape> shapes) {
    SiblingSeries known = last;
    if (known == null || !shapes.equals(lastShapes)) {
      known = SiblingSeries.of(labels(shapes), metadata);
      last = known;
      lastShapes = shapes;
    }
    return known;
  }

  private List<Labels> labels(List<SeriesShape> shapes) {
    List<Labels> labels = new ArrayList<>(shapes.size());
    for (SeriesShape shape : shapes) {
      Labels named = Labels.of(Labels.METRIC_NAME, name(shape));
      labels.add(
          shape.labelName().isEmpty() ? named : named.with(shape.labelName(), shape.labelValue()));
    }
    return labels;
  }
}
