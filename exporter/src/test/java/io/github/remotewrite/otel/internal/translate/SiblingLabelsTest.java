/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.TestMetrics.RESOURCE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.SCOPE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.summary;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.summaryPoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import io.github.remotewrite.otel.TranslationStrategy;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The series of a point are made of each other. Where there are rules of relabelling, each is made
 * of all its labels; so with a rule that changes nothing, the outcome must be the same.
 */
class SiblingLabelsTest {
  private static final List<Double> BOUNDS = List.of(0.005, 1.0, 2.5, 10.0);
  private static final List<Long> COUNTS = List.of(1L, 2L, 3L, 4L, 5L);

  static List<Attributes> attributes() {
    return List.of(
        Attributes.empty(),
        TestMetrics.attributes(Map.of("a", "1", "z", "2")),
        TestMetrics.attributes(Map.of("le", "x", "a", "1")),
        TestMetrics.attributes(Map.of("quantile", "x", "le", "y")),
        TestMetrics.attributes(Map.of("job", "x", "instance", "y")),
        TestMetrics.attributes(Map.of("otel_scope_name", "x", "external", "y")),
        TestMetrics.attributes(Map.of("__name__", "x", "Z", "first", "_x", "y")),
        TestMetrics.attributes(Map.of("a.b", "1", "a_b", "2", "a-b", "3")),
        TestMetrics.attributes(Map.of("größe", "😀", "😀", "größe", "lf", "\uD800")),
        TestMetrics.attributes(Map.of("a", "", "le", "", "job", "")),
        TestMetrics.attributes(Map.of("le\uD800", "1", "long", "x".repeat(300))),
        TestMetrics.attributes(Map.of("___", "1")));
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void siblingsHaveTheLabelsThatEachWouldHaveAlone(Attributes attributes) {
    for (TranslationStrategy strategy : TranslationStrategy.values()) {
      TestTranslator spliced = new TestTranslator(settings(strategy));
      TestTranslator eachAlone =
          new TestTranslator(settings(strategy).setRelabelConfigs(changingNothing()));

      RecordingBatch batch = spliced.translate(metrics(attributes));
      RecordingBatch expected = eachAlone.translate(metrics(attributes));

      assertThat(batch.samples()).isEqualTo(expected.samples());
      assertThat(batch.metadata()).isEqualTo(expected.metadata());
      assertThat(spliced.dropped()).isEqualTo(eachAlone.dropped());
      assertThat(spliced.warnings()).isEqualTo(eachAlone.warnings());
    }
  }

  @Test
  void attributeNamedLikeTheBoundIsOnNoSibling() {
    RecordingBatch batch =
        new TestTranslator()
            .translate(histogram("h", histogramPoint(TestMetrics.attributes(Map.of("le", "x")))));

    assertThat(batch.samples())
        .filteredOn(sample -> sample.label("__name__").startsWith("h_"))
        .extracting(sample -> sample.label("__name__") + sample.label("le"))
        .containsExactly(
            "h_sum",
            "h_count",
            "h_bucket0.005",
            "h_bucket1",
            "h_bucket2.5",
            "h_bucket10",
            "h_bucket+Inf");
  }

  @Test
  void boundsOfOneMetricAreNotThoseOfAnother() {
    RecordingBatch batch =
        new TestTranslator()
            .translate(
                histogram("a", TestMetrics.histogramPoint(new double[] {1}, 1, 1)),
                histogram("b", TestMetrics.histogramPoint(new double[] {2, 3}, 1, 1, 1)),
                histogram("c", TestMetrics.histogramPoint(new double[] {1}, 1, 1)));

    assertThat(batch.samples())
        .filteredOn(sample -> sample.label("__name__").endsWith("_bucket"))
        .extracting(sample -> sample.label("__name__") + sample.label("le"))
        .containsExactly(
            "a_bucket1",
            "a_bucket+Inf",
            "b_bucket2",
            "b_bucket3",
            "b_bucket+Inf",
            "c_bucket1",
            "c_bucket+Inf");
  }

  private static MetricData[] metrics(Attributes attributes) {
    return new MetricData[] {
      histogram("h", histogramPoint(attributes)),
      gauge("g", "", point(1, attributes)),
      summary(
          RESOURCE,
          SCOPE,
          "s",
          "",
          summaryPoint(1, 2, attributes, new double[] {0.5, 1}, new double[] {0.99, 2}))
    };
  }

  private static HistogramPointData histogramPoint(Attributes attributes) {
    return TestMetrics.histogramPoint(9, 15, BOUNDS, COUNTS, attributes);
  }

  private static TestSettings settings(TranslationStrategy strategy) {
    return new TestSettings()
        .setLabelNamer(new LabelNamer(strategy))
        .setExternalLabels(Map.of("external", "e", "le", "external"));
  }

  private static RelabelConfig changingNothing() {
    return RelabelConfig.builder()
        .setAction(RelabelAction.DROP)
        .setSourceLabels("__name__")
        .setRegex("no such name")
        .build();
  }
}
