/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.translate.name.GoldenCases;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole metrics of other implementations' tests: the same series with the same values. */
class TranslatorGoldenTest {
  static Stream<Case> cases() {
    return GoldenCases.read("metrics.json", Case[].class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metricBecomesTheSeriesOfTheReference(Case golden) {
    RecordingBatch batch = new RecordingBatch();
    Translator translator =
        new Translator(golden.settings(), () -> TestMetrics.MILLIS, System.getLogger("test"));

    translator.translate(List.of(golden.toMetric()), batch);

    assertThat(batch.samples())
        .extracting(sample -> new Expected(sample.labels(), sample.value()))
        .containsExactlyInAnyOrderElementsOf(golden.series);
    assertThat(batch.samples())
        .allSatisfy(sample -> assertThat(sample.timestampMillis()).isEqualTo(TestMetrics.MILLIS));
  }

  record Case(
      @SerializedName("case") String title,
      @Nullable TranslationStrategy strategy,
      Map<String, String> resource,
      Scope scope,
      Metric metric,
      List<Expected> series) {
    TranslationSettings settings() {
      TestSettings settings = new TestSettings();
      if (strategy != null) {
        settings
            .setMetricNamer(new MetricNamer(strategy, "", true))
            .setLabelNamer(new LabelNamer(strategy));
      }
      return settings.build();
    }

    MetricData toMetric() {
      Resource target = Resource.create(TestMetrics.attributes(resource));
      InstrumentationScopeInfo scopeInfo = scope.toInfo();
      Attributes attributes =
          TestMetrics.attributes(metric.attributes == null ? Map.of() : metric.attributes);
      return switch (metric.type) {
        case "gauge" ->
            TestMetrics.gauge(
                target,
                scopeInfo,
                metric.name,
                metric.unit,
                TestMetrics.point(metric.value, attributes));
        case "monotonic_sum", "nonmonotonic_sum" ->
            TestMetrics.sum(
                target,
                scopeInfo,
                metric.name,
                metric.unit,
                metric.type.equals("monotonic_sum"),
                AggregationTemporality.CUMULATIVE,
                TestMetrics.point(metric.value, attributes));
        case "histogram" ->
            TestMetrics.histogram(
                target,
                scopeInfo,
                metric.name,
                metric.unit,
                AggregationTemporality.CUMULATIVE,
                TestMetrics.histogramPoint(
                    metric.sum, metric.count, metric.bounds, metric.counts, attributes));
        case "summary" ->
            TestMetrics.summary(
                target,
                scopeInfo,
                metric.name,
                metric.unit,
                TestMetrics.summaryPoint(metric.sum, metric.count, attributes, metric.quantiles));
        default -> throw new IllegalArgumentException("type must be known: type=" + metric.type);
      };
    }

    @Override
    public String toString() {
      return title;
    }
  }

  record Scope(
      @Nullable String name,
      @Nullable String version,
      @SerializedName("schema_url") @Nullable String schemaUrl,
      @Nullable Map<String, String> attributes) {
    InstrumentationScopeInfo toInfo() {
      InstrumentationScopeInfoBuilder builder =
          InstrumentationScopeInfo.builder(name == null ? "" : name);
      if (version != null) {
        builder.setVersion(version);
      }
      if (schemaUrl != null) {
        builder.setSchemaUrl(schemaUrl);
      }
      if (attributes != null) {
        builder.setAttributes(TestMetrics.attributes(attributes));
      }
      return builder.build();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read from a file, never compared
  record Metric(
      String name,
      String unit,
      String type,
      double value,
      double sum,
      long count,
      List<Double> bounds,
      List<Long> counts,
      double[][] quantiles,
      @Nullable Map<String, String> attributes) {}

  record Expected(Map<String, String> labels, double value) {}
}
