/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import io.github.remotewrite.otel.TranslationStrategy;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns name, unit and kind of an OpenTelemetry metric into the name of a Prometheus metric,
 * without {@code _bucket}, {@code _sum} and {@code _count}.
 *
 * <p>Names are those of Prometheus' OTLP endpoint and the Collector, so dashboards made for these
 * keep working, except where they contradict the OpenTelemetry specification or lose characters of
 * the name:
 *
 * <ul>
 *   <li>a name is invalid if nothing but its suffixes would remain;
 *   <li>the namespace is escaped like the name, and a digit at its start, too, gets an underscore;
 *   <li>repeated underscores are collapsed without suffixes as well;
 *   <li>under UTF-8 a suffix is recognised only behind a delimiter, so {@code subtotal} stays
 *       whole;
 *   <li>a rate that is in the name already isn't added again.
 * </ul>
 */
public final class MetricNamer {
  private final TranslationStrategy strategy;
  private final boolean ratioSuffix;
  private final String prefix;
  private final UnitNamer units;

  /**
   * Creates a namer.
   *
   * @param namespace prefix of every name, joined to it by an underscore; empty for none, as is one
   *     of which escaping leaves nothing
   * @param ratioSuffix whether gauges of unit {@code 1} get {@code _ratio}
   */
  public MetricNamer(TranslationStrategy strategy, String namespace, boolean ratioSuffix) {
    this.strategy = strategy;
    this.ratioSuffix = ratioSuffix;
    this.prefix = prefix(namespace, strategy.escapes());
    this.units = new UnitNamer(strategy.escapes());
  }

  /** Returns the name of the Prometheus metric, or null if none can be made of this name. */
  public @Nullable String name(String name, String unit, Kind kind) {
    return switch (strategy) {
      case UNDERSCORE_ESCAPING_WITH_SUFFIXES -> escapedWithSuffixes(name, unit, kind);
      case UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES -> escaped(name);
      case NO_UTF8_ESCAPING_WITH_SUFFIXES -> verbatimWithSuffixes(name, unit, kind);
      case NO_TRANSLATION -> name.isEmpty() ? null : prefix + NameText.wellFormed(name);
    };
  }

  /** Returns a name that is a Prometheus name already, with the namespace before it. */
  public String prefixed(String name) {
    return prefix + name;
  }

  private @Nullable String escapedWithSuffixes(String name, String unit, Kind kind) {
    List<String> tokens = NameText.tokens(name);
    if (tokens.isEmpty()) {
      return null;
    }
    UnitNamer.Words words = units.words(unit);
    List<String> main = NameText.tokens(words.main());
    List<String> per = NameText.tokens(words.per());
    // The specification looks for the unit at the end only; names equal to the Collector's matter
    // more, and it looks everywhere.
    boolean mainIsMissing = isMissing(main, tokens);
    if (mainIsMissing) {
      tokens.addAll(main);
    }
    if (mainIsMissing || isMissing(per, tokens)) {
      tokens.addAll(per);
    }
    String kindSuffix = kindSuffix(unit, kind);
    if (!kindSuffix.isEmpty()) {
      tokens.removeAll(List.of(kindSuffix));
      tokens.add(kindSuffix);
    }
    return withoutLeadingDigit(prefix + String.join("_", tokens));
  }

  private @Nullable String escaped(String name) {
    String escaped = NameText.escape(name);
    if (escaped.isEmpty()) {
      return null;
    }
    if (escaped.equals("_")) {
      // Underscores alone are valid and all there is of the name; the reference keeps them.
      return NameText.isOnlyUnderscores(name) ? withoutLeadingDigit(prefix + name) : null;
    }
    return withoutLeadingDigit(NameText.escape(prefix + escaped));
  }

  private @Nullable String verbatimWithSuffixes(String name, String unit, Kind kind) {
    if (name.isEmpty()) {
      return null;
    }
    String kindSuffix = kindSuffix(unit, kind);
    UnitNamer.Words words = units.words(unit);
    String base = withoutSuffix(NameText.wellFormed(name), kindSuffix);
    base = withoutSuffix(base, words.per());
    if (!hasSuffix(base, words.main())) {
      base = join(base, words.main());
    }
    return prefix + join(join(base, words.per()), kindSuffix);
  }

  private String kindSuffix(String unit, Kind kind) {
    if (kind == Kind.MONOTONIC_SUM) {
      return "total";
    }
    return kind == Kind.GAUGE && ratioSuffix && unit.equals("1") ? "ratio" : "";
  }

  private static String prefix(String namespace, boolean escapes) {
    String kept = escapes ? NameText.escape(namespace) : NameText.wellFormed(namespace);
    if (kept.isEmpty() || (escapes && kept.endsWith("_"))) {
      return kept;
    }
    return kept + '_';
  }

  private static boolean isMissing(List<String> suffix, List<String> tokens) {
    return Collections.indexOfSubList(tokens, suffix) < 0;
  }

  private static String withoutLeadingDigit(String name) {
    return NameText.startsWithDigit(name) ? '_' + name : name;
  }

  private static String withoutSuffix(String name, String suffix) {
    if (suffix.isEmpty() || !hasSuffix(name, suffix)) {
      return name;
    }
    int delimiter = name.length() - suffix.length() - 1;
    return name.substring(0, Math.max(delimiter, 0));
  }

  /** Whether the name is the suffix, or ends with a delimiter and the suffix. */
  private static boolean hasSuffix(String name, String suffix) {
    if (!name.endsWith(suffix)) {
      return false;
    }
    int delimiter = name.length() - suffix.length() - 1;
    return suffix.isEmpty() || delimiter < 0 || isDelimiter(name.charAt(delimiter));
  }

  /** Whether OpenTelemetry allows the character in names as a separator of words. */
  private static boolean isDelimiter(char c) {
    return c == '_' || c == '.' || c == '-' || c == '/';
  }

  private static String join(String name, String suffix) {
    return name.isEmpty() || suffix.isEmpty() ? name + suffix : name + '_' + suffix;
  }

  /** What of a metric's type decides its suffix. */
  public enum Kind {
    /** May get {@code _ratio}. */
    GAUGE,
    /** Gets {@code _total}. */
    MONOTONIC_SUM,
    /** Non-monotonic sums, histograms and summaries: no suffix but their unit. */
    OTHER
  }
}
