/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.otel.RelabelConfig;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies a list of rules to the labels of a series.
 *
 * <p>Without state, so threads can share it. Whatever the labels are, {@link #relabel} doesn't
 * throw; see {@link AnchoredRegex} for how long it may take.
 */
public final class Relabeler {
  private static final String RESERVED_PREFIX = "__";

  private final List<RelabelRule> rules;

  public Relabeler(List<RelabelConfig> configs) {
    rules = configs.stream().map(RelabelRules::of).toList();
  }

  /**
   * Returns the labels the series is to have, sorted by name, or null if it is to be dropped. Names
   * that no rule wrote are not checked.
   */
  public @Nullable Map<String, String> relabel(Map<String, String> labels) {
    SortedMap<String, String> relabelled = applyRules(labels);
    if (relabelled == null) {
      return null;
    }
    String metricName = relabelled.getOrDefault(Labels.METRIC_NAME, "");
    boolean renamed = !metricName.equals(labels.get(Labels.METRIC_NAME));
    if (metricName.isEmpty() || (renamed && !ClassicName.isMetricName(metricName))) {
      return null;
    }
    relabelled.keySet().removeIf(Relabeler::isReserved);
    return relabelled;
  }

  /** Returns what Prometheus' {@code relabel.Process} would: all labels, or null if dropped. */
  @Nullable SortedMap<String, String> applyRules(Map<String, String> labels) {
    LabelsBuffer buffer = new LabelsBuffer(labels);
    for (RelabelRule rule : rules) {
      if (!rule.apply(buffer)) {
        return null;
      }
    }
    return buffer.toSortedMap();
  }

  private static boolean isReserved(String name) {
    return name.startsWith(RESERVED_PREFIX) && !name.equals(Labels.METRIC_NAME);
  }
}
