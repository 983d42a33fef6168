/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.otel.internal.translate.delta.DeltaAccumulator;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;

/** The kinds of metrics there are, under these settings. */
final class MetricKinds {
  // Bounds the memory that differences take, for each metric.
  private static final int MAX_DELTA_SERIES = 20_000;

  private final MetricKind<LongPointData> longGauge;
  private final MetricKind<DoublePointData> doubleGauge;
  private final MetricKind<LongPointData> longCounter;
  private final MetricKind<DoublePointData> doubleCounter;
  private final MetricKind<LongPointData> longUpDownCounter;
  private final MetricKind<DoublePointData> doubleUpDownCounter;
  private final MetricKind<HistogramPointData> histogram;
  private final MetricKind<ExponentialHistogramPointData> exponentialHistogram;
  private final MetricKind<SummaryPointData> summary;

  MetricKinds(TranslationSettings settings) {
    PointKind<LongPointData> longs = NumberPoints.ofLongs(false);
    PointKind<DoublePointData> doubles = NumberPoints.ofDoubles(false);
    longGauge = new MetricKind<>(longs, MetricNamer.Kind.GAUGE, Metadata.Type.GAUGE, false, null);
    doubleGauge =
        new MetricKind<>(doubles, MetricNamer.Kind.GAUGE, Metadata.Type.GAUGE, false, null);
    longCounter =
        new MetricKind<>(
            NumberPoints.ofLongs(true),
            MetricNamer.Kind.MONOTONIC_SUM,
            Metadata.Type.COUNTER,
            false,
            () -> DeltaAccumulator.ofLongs(true, MAX_DELTA_SERIES));
    doubleCounter =
        new MetricKind<>(
            NumberPoints.ofDoubles(true),
            MetricNamer.Kind.MONOTONIC_SUM,
            Metadata.Type.COUNTER,
            false,
            () -> DeltaAccumulator.ofDoubles(true, MAX_DELTA_SERIES));
    longUpDownCounter =
        new MetricKind<>(
            longs,
            MetricNamer.Kind.OTHER,
            Metadata.Type.GAUGE,
            false,
            () -> DeltaAccumulator.ofLongs(false, MAX_DELTA_SERIES));
    doubleUpDownCounter =
        new MetricKind<>(
            doubles,
            MetricNamer.Kind.OTHER,
            Metadata.Type.GAUGE,
            false,
            () -> DeltaAccumulator.ofDoubles(false, MAX_DELTA_SERIES));
    histogram =
        new MetricKind<>(
            settings.customBuckets()
                ? new CustomBoundsPoints()
                : new HistogramPoints(settings.numberText()),
            MetricNamer.Kind.OTHER,
            Metadata.Type.HISTOGRAM,
            settings.customBuckets(),
            () -> DeltaAccumulator.ofHistograms(MAX_DELTA_SERIES));
    boolean classic = settings.classicExponentialHistograms();
    exponentialHistogram =
        new MetricKind<>(
            classic
                ? new ExponentialAsClassicPoints(settings.numberText())
                : new NativeHistogramPoints(),
            MetricNamer.Kind.OTHER,
            Metadata.Type.HISTOGRAM,
            !classic,
            () -> DeltaAccumulator.ofExponentialHistograms(MAX_DELTA_SERIES));
    summary =
        new MetricKind<>(
            new SummaryPoints(settings.numberText()),
            MetricNamer.Kind.OTHER,
            Metadata.Type.SUMMARY,
            false,
            null);
  }

  MetricKind<LongPointData> longGauge() {
    return longGauge;
  }

  MetricKind<DoublePointData> doubleGauge() {
    return doubleGauge;
  }

  MetricKind<LongPointData> longSum(boolean monotonic) {
    return monotonic ? longCounter : longUpDownCounter;
  }

  MetricKind<DoublePointData> doubleSum(boolean monotonic) {
    return monotonic ? doubleCounter : doubleUpDownCounter;
  }

  MetricKind<HistogramPointData> histogram() {
    return histogram;
  }

  MetricKind<ExponentialHistogramPointData> exponentialHistogram() {
    return exponentialHistogram;
  }

  MetricKind<SummaryPointData> summary() {
    return summary;
  }
}
