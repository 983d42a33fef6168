/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

/**
 * How the names of OpenTelemetry metrics and attributes become Prometheus names.
 *
 * <p>The examples show a counter {@code foo.bar} with unit {@code By}. The two strategies that do
 * not escape need Remote Write 2.0 and a receiver that takes UTF-8 names. Whatever the strategy,
 * the series of histograms and summaries end in {@code _bucket}, {@code _sum} and {@code _count}.
 *
 * @see <a
 *     href="https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/prometheus/">OpenTelemetry
 *     specification, translation strategy</a>
 */
public enum TranslationStrategy {
  /**
   * Characters outside the classic Prometheus set become underscores; unit and type are appended.
   *
   * <p>{@code foo.bar} → {@code foo_bar_bytes_total}. The default, here and elsewhere: existing
   * dashboards expect it.
   */
  UNDERSCORE_ESCAPING_WITH_SUFFIXES(true, true),

  /**
   * Characters outside the classic Prometheus set become underscores; nothing is appended.
   *
   * <p>{@code foo.bar} → {@code foo_bar}. Metrics that differ in unit or type alone share a name.
   */
  UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES(true, false),

  /**
   * Names stay as they are; unit and type are appended.
   *
   * <p>{@code foo.bar} → {@code foo.bar_bytes_total}. Queries have to quote such names.
   */
  NO_UTF8_ESCAPING_WITH_SUFFIXES(false, true),

  /**
   * Names stay as they are; nothing is appended.
   *
   * <p>{@code foo.bar} → {@code foo.bar}. Unit and type are in the metadata only, and metrics that
   * differ in these alone share a name.
   */
  NO_TRANSLATION(false, false);

  private final boolean escapes;
  private final boolean addsSuffixes;

  TranslationStrategy(boolean escapes, boolean addsSuffixes) {
    this.escapes = escapes;
    this.addsSuffixes = addsSuffixes;
  }

  /** Whether characters outside the classic Prometheus set are replaced. */
  public boolean escapes() {
    return escapes;
  }

  /** Whether metric names get their unit and {@code _total} or {@code _ratio} appended. */
  public boolean addsSuffixes() {
    return addsSuffixes;
  }
}
