/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.RelabelConfig;
import io.github.remotewrite.otel.internal.relabel.Relabeler;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The default settings, but for what a test sets. */
final class TestSettings {
  private final TranslationSettings defaults = TranslationSettings.create("");
  private MetricNamer metricNamer = defaults.metricNamer();
  private LabelNamer labelNamer = defaults.labelNamer();
  private boolean targetInfo = defaults.targetInfo();
  private boolean identifyingAttributesKept = defaults.identifyingAttributesKept();
  private Predicate<String> promotedAttributes = defaults.promotedAttributes();
  private boolean scopeLabels = defaults.scopeLabels();
  private Map<String, String> externalLabels = defaults.externalLabels();
  private @Nullable Relabeler relabeler = defaults.relabeler();
  private boolean classicExponentialHistograms = defaults.classicExponentialHistograms();
  private boolean customBuckets = defaults.customBuckets();
  private boolean deltaToCumulative = defaults.deltaToCumulative();
  private boolean staleMarkersForVanished = defaults.staleMarkersForVanished();
  private boolean staleMarkersAtShutdown = defaults.staleMarkersAtShutdown();

  TestSettings setMetricNamer(MetricNamer metricNamer) {
    this.metricNamer = metricNamer;
    return this;
  }

  TestSettings setLabelNamer(LabelNamer labelNamer) {
    this.labelNamer = labelNamer;
    return this;
  }

  TestSettings setTargetInfo(boolean targetInfo) {
    this.targetInfo = targetInfo;
    return this;
  }

  TestSettings setIdentifyingAttributesKept(boolean identifyingAttributesKept) {
    this.identifyingAttributesKept = identifyingAttributesKept;
    return this;
  }

  TestSettings setPromotedAttributes(Predicate<String> promotedAttributes) {
    this.promotedAttributes = promotedAttributes;
    return this;
  }

  TestSettings setScopeLabels(boolean scopeLabels) {
    this.scopeLabels = scopeLabels;
    return this;
  }

  TestSettings setExternalLabels(Map<String, String> externalLabels) {
    this.externalLabels = externalLabels;
    return this;
  }

  TestSettings setRelabelConfigs(RelabelConfig... configs) {
    this.relabeler = new Relabeler(List.of(configs));
    return this;
  }

  TestSettings setClassicExponentialHistograms(boolean classicExponentialHistograms) {
    this.classicExponentialHistograms = classicExponentialHistograms;
    return this;
  }

  TestSettings setCustomBuckets(boolean customBuckets) {
    this.customBuckets = customBuckets;
    return this;
  }

  TestSettings setDeltaToCumulative(boolean deltaToCumulative) {
    this.deltaToCumulative = deltaToCumulative;
    return this;
  }

  TestSettings setStaleMarkersForVanished(boolean staleMarkersForVanished) {
    this.staleMarkersForVanished = staleMarkersForVanished;
    return this;
  }

  TestSettings setStaleMarkersAtShutdown(boolean staleMarkersAtShutdown) {
    this.staleMarkersAtShutdown = staleMarkersAtShutdown;
    return this;
  }

  TranslationSettings build() {
    return new TranslationSettings(
        metricNamer,
        defaults.unitNamer(),
        labelNamer,
        defaults.numberText(),
        defaults.fallbackInstance(),
        targetInfo,
        identifyingAttributesKept,
        promotedAttributes,
        scopeLabels,
        externalLabels,
        relabeler,
        classicExponentialHistograms,
        customBuckets,
        deltaToCumulative,
        staleMarkersForVanished,
        staleMarkersAtShutdown);
  }
}
