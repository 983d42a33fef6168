/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.RESOURCE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.SCOPE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.pointAfter;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.sum;
import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics that meet in one name or in one series; see TranslatorTest for those that don't. */
class ConflictsTest {
  private static final InstrumentationScopeInfo OTHER_SCOPE =
      InstrumentationScopeInfo.create("other");
  private static final Map<DataPointDropReason, Long> ONE_DUPLICATE =
      Map.of(DataPointDropReason.DUPLICATE_SERIES, 1L);

  private final TestTranslator translator = new TestTranslator();
  private final TestTranslator scopeless =
      new TestTranslator(new TestSettings().setScopeLabels(false));

  @Test
  void withoutScopeLabelsTheFirstScopeHasTheSeries() {
    RecordingBatch batch =
        scopeless.translate(
            gauge(RESOURCE, SCOPE, "g", "", point(1)),
            gauge(RESOURCE, OTHER_SCOPE, "g", "", point(2)));

    assertThat(batch.named("g")).extracting(Written::value).containsExactly(1.0);
    assertThat(scopeless.dropped()).isEqualTo(ONE_DUPLICATE);
    assertThat(scopeless.warnings()).singleElement().asString().contains("metric=g");
  }

  @Test
  void withoutScopeLabelsTypesWithoutACommonSeriesAreBothSent() {
    RecordingBatch batch =
        scopeless.translate(
            gauge(RESOURCE, SCOPE, "f", "", point(1)),
            histogram(
                RESOURCE,
                OTHER_SCOPE,
                "f",
                "",
                CUMULATIVE,
                histogramPoint(new double[] {1}, 1, 1)));

    assertThat(batch.named("f")).hasSize(1);
    assertThat(batch.named("f_bucket")).hasSize(2);
    assertThat(scopeless.dropped()).isEmpty();
  }

  @Test
  void gaugeAndUpDownCounterOfOneNameShareASeries() {
    RecordingBatch batch =
        translator.translate(gauge("g", "", point(1)), sum("g", false, CUMULATIVE, point(2)));

    assertThat(batch.named("g")).extracting(Written::value).containsExactly(1.0);
    assertThat(translator.dropped()).isEqualTo(ONE_DUPLICATE);
  }

  /** Receivers put a zero where a series with a start begins, so a gauge must not have one. */
  @Test
  void counterThatFollowsAGaugeInItsSeriesIsSentAsACounter() {
    translator.translate(gauge("g_total", "", point(1)));

    RecordingBatch batch =
        translator.translateAfter(1, sum("g_total", true, CUMULATIVE, pointAfter(1, 2)));

    assertThat(batch.metadata())
        .containsEntry("g_total", new Metadata(Metadata.Type.COUNTER, "g_total", "", ""));
    assertThat(batch.startTimestamps())
        .containsEntry("g_total", TestMetrics.START_NANOS / 1_000_000);
  }

  @Test
  void gaugeAndNativeHistogramShareASeries() {
    MetricData exponential = exponential("f", ExponentialPoint.of(0, buckets(0, 1)));

    RecordingBatch batch = translator.translate(gauge("f", "", point(1)), exponential);

    assertThat(batch.named("f")).hasSize(1);
    assertThat(batch.histograms()).isEmpty();
    assertThat(translator.dropped()).isEqualTo(ONE_DUPLICATE);
  }

  @Test
  void gaugeNamedLikeTheCountOfAHistogramLosesIfItIsSecond() {
    RecordingBatch batch =
        translator.translate(
            histogram("foo", histogramPoint(new double[] {1}, 1, 1)),
            gauge("foo_count", "", point(7)));

    assertThat(batch.named("foo_count")).extracting(Written::value).containsExactly(2.0);
    assertThat(translator.dropped()).isEqualTo(ONE_DUPLICATE);
  }

  @Test
  void gaugeAndCounterOfOneNameAreTwoMetrics() {
    RecordingBatch batch =
        translator.translate(gauge("f", "", point(1)), sum("f", true, CUMULATIVE, point(2)));

    assertThat(batch.named("f")).hasSize(1);
    assertThat(batch.named("f_total")).hasSize(1);
    assertThat(translator.dropped()).isEmpty();
  }

  @Test
  void pointsOfEqualAttributesShareASeries() {
    RecordingBatch batch = translator.translate(gauge("g", "", point(1), pointAfter(1, 2)));

    assertThat(batch.named("g")).extracting(Written::value).containsExactly(1.0);
    assertThat(translator.dropped()).isEqualTo(ONE_DUPLICATE);
  }

  @Test
  void targetInfoOfTheUserLosesToNothing() {
    RecordingBatch batch = translator.translate(gauge("target_info", "", point(7)));

    // The user's gauge has a scope label and so is another series.
    assertThat(batch.named("target_info")).extracting(Written::value).containsExactly(7.0, 1.0);
  }
}
