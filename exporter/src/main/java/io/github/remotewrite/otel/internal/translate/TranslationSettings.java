/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;

/**
 * What of the translation can be chosen.
 *
 * @param metricNamer names metrics
 * @param labelNamer names labels
 * @param fallbackInstance the {@code instance} of a resource without {@code service.instance.id},
 *     or nothing for none
 */
public record TranslationSettings(
    MetricNamer metricNamer, LabelNamer labelNamer, String fallbackInstance) {
  /** Returns the settings of the default strategy. */
  public static TranslationSettings create(String fallbackInstance) {
    TranslationStrategy strategy = TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
    return new TranslationSettings(
        new MetricNamer(strategy, "", true), new LabelNamer(strategy), fallbackInstance);
  }
}
