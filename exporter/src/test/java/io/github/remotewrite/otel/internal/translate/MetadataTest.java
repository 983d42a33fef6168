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
import static io.github.remotewrite.otel.internal.translate.TestMetrics.summary;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.summaryPoint;
import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataTest {
  private static final long START_MILLIS = Duration.ofNanos(TestMetrics.START_NANOS).toMillis();

  private final TestTranslator translator = new TestTranslator();

  @Test
  void typeFollowsFromTheKindAndTheFamilyHasNoSuffixButTotal() {
    assertThat(translator.translate(everyKind()).metadata().values())
        .containsExactlyInAnyOrder(
            new Metadata(Metadata.Type.GAUGE, "g_bytes", "", "bytes"),
            new Metadata(Metadata.Type.COUNTER, "c_seconds_total", "", "seconds"),
            new Metadata(Metadata.Type.GAUGE, "u_bytes_per_second", "", "bytes_per_second"),
            new Metadata(Metadata.Type.HISTOGRAM, "h_milliseconds", "", "milliseconds"),
            new Metadata(Metadata.Type.HISTOGRAM, "n", "", ""),
            new Metadata(Metadata.Type.SUMMARY, "s", "", ""),
            new Metadata(Metadata.Type.GAUGE, "target_info", "Target metadata", ""));
  }

  @Test
  void startTravelsWithWhatOnlyGrows() {
    assertThat(translator.translate(everyKind()).startTimestamps())
        .containsOnlyKeys(
            "g_bytes",
            "c_seconds_total",
            "u_bytes_per_second",
            "h_milliseconds_sum",
            "h_milliseconds_count",
            "h_milliseconds_bucket",
            "n",
            "s",
            "s_sum",
            "s_count",
            "target_info")
        .containsEntry("g_bytes", 0L)
        .containsEntry("c_seconds_total", START_MILLIS)
        .containsEntry("u_bytes_per_second", 0L)
        .containsEntry("h_milliseconds_bucket", START_MILLIS)
        .containsEntry("h_milliseconds_sum", START_MILLIS)
        .containsEntry("n", START_MILLIS)
        .containsEntry("s", START_MILLIS)
        .containsEntry("target_info", 0L);
  }

  @Test
  void startAfterThePointOrBeforeTheEpochIsNone() {
    for (long start : new long[] {TestMetrics.nanosAfter(1), 0, -1_000_000}) {
      DoublePointData point =
          ImmutableDoublePointData.create(start, TestMetrics.NANOS, Attributes.empty(), 1);

      assertThat(
              new TestTranslator().translate(sum("c", true, CUMULATIVE, point)).startTimestamps())
          .containsEntry("c_total", 0L);
    }
  }

  @Test
  void unitIsInWordsWhereTheNameHasNone() {
    TranslationStrategy strategy = TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES;
    TestTranslator withoutSuffixes =
        new TestTranslator(new TestSettings().setMetricNamer(new MetricNamer(strategy, "", true)));

    assertThat(withoutSuffixes.translate(gauge("g", "By", point(1))).metadata())
        .containsEntry("g", new Metadata(Metadata.Type.GAUGE, "g", "", "bytes"));
  }

  @Test
  void firstHelpStays() {
    RecordingBatch first = translator.translate(described("first", point(1)));
    RecordingBatch second = translator.translateAfter(60, described("second", pointAfter(60, 1)));

    assertThat(first.metadata().get("g")).extracting(Metadata::help).isEqualTo("first");
    assertThat(second.metadata().get("g")).extracting(Metadata::help).isEqualTo("first");
    assertThat(translator.warnings()).isEmpty();
  }

  @Test
  void familyOfTwoTypesIsSaidOnceWhereNoScopeLabelsTellThemApart() {
    TestTranslator scopeless = new TestTranslator(new TestSettings().setScopeLabels(false));
    for (long seconds : new long[] {0, 60}) {
      scopeless.translateAfter(
          seconds,
          gauge("f", "", pointAfter(seconds, 1)),
          histogram(
              "f",
              TestMetrics.at(
                  TestMetrics.nanosAfter(seconds), histogramPoint(new double[] {1}, 1, 1))));
    }

    assertThat(scopeless.warnings())
        .singleElement()
        .asString()
        .contains("name=f", "GAUGE", "HISTOGRAM");
    assertThat(scopeless.dropped()).isEmpty();
  }

  @Test
  void familyOfTwoTypesIsNotSaidWhereScopeLabelsTellThemApart() {
    translator.translate(
        gauge("f", "", point(1)), histogram("f", histogramPoint(new double[] {1}, 1, 1)));

    assertThat(translator.warnings()).isEmpty();
  }

  private static MetricData[] everyKind() {
    return new MetricData[] {
      gauge("g", "By", point(1)),
      sum(RESOURCE, SCOPE, "c", "s", true, CUMULATIVE, point(1)),
      sum(RESOURCE, SCOPE, "u", "By/s", false, CUMULATIVE, point(1)),
      histogram(RESOURCE, SCOPE, "h", "ms", CUMULATIVE, histogramPoint(new double[] {1}, 1, 1)),
      exponential("n", ExponentialPoint.of(0, buckets(0, 1))),
      summary(
          RESOURCE, SCOPE, "s", "", summaryPoint(1, 1, Attributes.empty(), new double[] {0.5, 1})),
    };
  }

  private static MetricData described(String help, DoublePointData point) {
    return ImmutableMetricData.createDoubleGauge(
        RESOURCE, SCOPE, "g", help, "", ImmutableGaugeData.create(List.of(point)));
  }
}
