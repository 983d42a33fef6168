/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.internal.text.DecimalText;
import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.relabel.Relabeler;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.github.remotewrite.otel.internal.translate.name.UnitNamer;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of the translation can be chosen.
 *
 * @param metricNamer names metrics
 * @param unitNamer words for units
 * @param labelNamer names labels
 * @param numberText text of {@code le} and {@code quantile}
 * @param fallbackInstance the {@code instance} of a resource without {@code service.instance.id},
 *     or nothing for none
 * @param targetInfo whether there is {@code target_info}
 * @param identifyingAttributesKept whether {@code service.name} and its like stand on {@code
 *     target_info}, too
 * @param promotedAttributes keys of resource attributes that stand on every series
 * @param scopeLabels whether series say which scope recorded them
 * @param externalLabels labels of every series that has none of that name
 * @param relabeler changes or drops series, or null
 * @param classicExponentialHistograms whether exponential histograms become classic ones
 * @param customBuckets whether histograms with explicit bounds become native ones with custom
 *     buckets
 * @param deltaToCumulative whether differences are added up
 * @param staleMarkersForVanished whether series that are no longer reported are ended
 * @param staleMarkersAtShutdown whether all series are ended at shutdown
 */
public record TranslationSettings(
    MetricNamer metricNamer,
    UnitNamer unitNamer,
    LabelNamer labelNamer,
    DoubleFunction<String> numberText,
    String fallbackInstance,
    boolean targetInfo,
    boolean identifyingAttributesKept,
    Predicate<String> promotedAttributes,
    boolean scopeLabels,
    Map<String, String> externalLabels,
    @Nullable Relabeler relabeler,
    boolean classicExponentialHistograms,
    boolean customBuckets,
    boolean deltaToCumulative,
    boolean staleMarkersForVanished,
    boolean staleMarkersAtShutdown) {
  public TranslationSettings {
    externalLabels = Map.copyOf(externalLabels);
  }

  /** Returns the defaults. */
  public static TranslationSettings create(String fallbackInstance) {
    TranslationStrategy strategy = TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
    return new TranslationSettings(
        new MetricNamer(strategy, "", true),
        new UnitNamer(true),
        new LabelNamer(strategy),
        DecimalText::plain,
        fallbackInstance,
        true,
        false,
        key -> false,
        true,
        Map.of(),
        null,
        false,
        false,
        true,
        true,
        true);
  }
}
