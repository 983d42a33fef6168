/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import io.github.remotewrite.client.internal.text.DecimalText;
import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.relabel.Relabeler;
import io.github.remotewrite.otel.internal.translate.TranslationSettings;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.github.remotewrite.otel.internal.translate.name.UnitNamer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One choice of every option, and of how the data travels.
 *
 * @param relabelled whether relabelling may drop series, which is not counted
 * @param fenced whether labels may keep underscores around them, which Remote Write reserves
 * @param renamed whether 1.0 has other names for the series, so that two of them may become one
 */
record HostileSettings(
    TranslationSettings translation,
    Wire wire,
    boolean relabelled,
    boolean fenced,
    boolean renamed) {
  /** The versions of Remote Write, and the ways between them. */
  enum Wire {
    V1,
    V2,
    /** The first request finds out that the receiver knows 1.0 only, and is rewritten. */
    FALLBACK
  }

  private static final List<RelabelConfig> RELABELLING =
      List.of(
          RelabelConfig.builder().setAction(RelabelAction.LABEL_DROP).setRegex("a|a_b").build(),
          RelabelConfig.dropMetrics("foo_.*"));

  static HostileSettings of(SplittableRandom random) {
    Wire wire = Wire.values()[random.nextInt(3)];
    TranslationStrategy[] strategies = TranslationStrategy.values();
    TranslationStrategy strategy = strategies[random.nextInt(strategies.length)];
    if (wire == Wire.V1 && !strategy.escapes()) {
      strategy = TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES;
    }
    boolean sanitized = random.nextInt(4) == 0;
    boolean preserved = random.nextInt(4) == 0;
    boolean relabelled = random.nextInt(4) == 0;
    TranslationSettings translation =
        new TranslationSettings(
            new MetricNamer(strategy, random.nextInt(3) == 0 ? "my.app" : "", random.nextBoolean()),
            new UnitNamer(strategy.escapes()),
            new LabelNamer(strategy, sanitized, preserved),
            random.nextInt(4) == 0 ? DecimalText::openMetrics : DecimalText::plain,
            random.nextBoolean() ? "host-1" : "",
            random.nextInt(4) > 0,
            random.nextInt(4) == 0,
            random.nextInt(3) == 0 ? key -> key.length() % 2 == 0 : key -> false,
            random.nextInt(4) > 0,
            random.nextInt(3) == 0
                ? Map.of("region", "x", "le", "y", "quantile", "z", "a_b", "external")
                : Map.of(),
            relabelled ? new Relabeler(RELABELLING) : null,
            random.nextInt(3) == 0,
            wire != Wire.V1 && random.nextInt(3) == 0,
            random.nextInt(4) > 0,
            random.nextInt(4) > 0,
            random.nextInt(4) > 0);
    boolean fenced = !strategy.escapes() || sanitized || preserved;
    boolean renamed = wire == Wire.FALLBACK && (!strategy.escapes() || translation.customBuckets());
    return new HostileSettings(translation, wire, relabelled, fenced, renamed);
  }
}
