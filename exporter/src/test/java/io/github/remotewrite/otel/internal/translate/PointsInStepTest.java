/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.RESOURCE;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Points in step say the same as points of which each is looked up. */
class PointsInStepTest {
  private static final int EXPORTS = 1_000;
  private static final AttributeKey<String> NUMBER = AttributeKey.stringKey("number");
  private static final AttributeKey<String> PARITY = AttributeKey.stringKey("parity");
  private static final List<InstrumentationScopeInfo> SCOPES =
      List.of(InstrumentationScopeInfo.create("a"), InstrumentationScopeInfo.create("b"));
  private static final List<Double> BOUNDS = List.of(1.0, 2.0);
  private static final List<Double> OTHER_BOUNDS = List.of(1.0, 3.0);

  private final Random random = new Random(5);
  private final List<Attributes> attributes = new ArrayList<>();
  private final List<List<Integer>> present = new ArrayList<>();

  enum Settings {
    PLAIN,
    SCOPES_SHARE_SERIES,
    SERIES_ARE_DROPPED,
    CUSTOM_BUCKETS,
    CLASSIC;

    TestSettings settings() {
      TestSettings settings = new TestSettings().setStaleMarkersForVanished(true);
      return switch (this) {
        case PLAIN -> settings;
        case SCOPES_SHARE_SERIES -> settings.setScopeLabels(false);
        case SERIES_ARE_DROPPED ->
            settings.setRelabelConfigs(
                RelabelConfig.builder()
                    .setSourceLabels("parity", "le")
                    .setRegex("odd;1|even;2")
                    .setAction(RelabelAction.DROP)
                    .build());
        case CUSTOM_BUCKETS -> settings.setCustomBuckets(true);
        case CLASSIC -> settings.setClassicExponentialHistograms(true);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyRunOfExportsSaysTheSame(Settings settings) {
    TestTranslator inStep = new TestTranslator(settings.settings());
    TestTranslator lookedUp = new TestTranslator(settings.settings());
    for (int i = 0; i < 40; i++) {
      attributes.add(Attributes.of(NUMBER, String.valueOf(i), PARITY, i % 2 == 0 ? "even" : "odd"));
    }
    for (int metric = 0; metric < 8; metric++) {
      present.add(new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7)));
    }
    for (int export = 0; export < EXPORTS; export++) {
      long millis = TestMetrics.millisAfter(60L * export);
      long seed = random.nextLong();
      change();
      MetricData[] shared = metrics(export, new Random(seed), one -> one);
      MetricData[] copied = metrics(export, new Random(seed), one -> one.toBuilder().build());

      RecordingBatch batch = inStep.translateAt(millis, shared);

      RecordingBatch expected = lookedUp.translateAt(millis, copied);
      assertSame(settings + " in export " + export, batch, expected);
      assertThat(inStep.dropped()).isEqualTo(lookedUp.dropped());
      assertThat(inStep.trackedSeries()).isEqualTo(lookedUp.trackedSeries());
    }
    assertSame(settings + " at the end", inStep.shutdown(), lookedUp.shutdown());
  }

  private static void assertSame(String when, RecordingBatch batch, RecordingBatch expected) {
    assertThat(batch.samples()).as(when).isEqualTo(expected.samples());
    assertThat(batch.histograms()).as(when).isEqualTo(expected.histograms());
    assertThat(batch.staleMarkers().toString())
        .as(when)
        .isEqualTo(expected.staleMarkers().toString());
    assertThat(batch.startTimestamps()).as(when).isEqualTo(expected.startTimestamps());
    expected
        .samples()
        .forEach(
            sample ->
                assertThat(batch.exemplars(sample.labels()))
                    .as(when)
                    .isEqualTo(expected.exemplars(sample.labels())));
  }

  /** Changes which points there are, but mostly not. */
  private void change() {
    List<Integer> points = present.get(random.nextInt(present.size()));
    switch (random.nextInt(30)) {
      case 0 -> points.add(random.nextInt(attributes.size())); // It may be there already.
      case 1 -> points.add(random.nextInt(points.size() + 1), random.nextInt(attributes.size()));
      case 2 -> Collections.shuffle(points, random);
      case 3 -> points.removeIf(point -> random.nextInt(3) == 0);
      case 4 -> points.clear();
      case 5 -> points.addAll(List.of(8, 9, 10, 11));
      default -> {
        // All stays as it was.
      }
    }
  }

  private MetricData[] metrics(int export, Random random, UnaryOperator<Attributes> reference) {
    List<MetricData> metrics = new ArrayList<>();
    for (int metric = 0; metric < present.size(); metric++) {
      InstrumentationScopeInfo scope = SCOPES.get(metric % SCOPES.size());
      List<Integer> points = new ArrayList<>(present.get(metric));
      if (random.nextInt(20) == 0 && points.size() > 2) {
        // A producer may hand over a metric in two parts.
        metrics.add(metric(metric / 2, scope, points.subList(0, 2), export, random, reference));
        points = points.subList(2, points.size());
      }
      metrics.add(metric(metric / 2, scope, points, export, random, reference));
    }
    return metrics.toArray(new MetricData[0]);
  }

  private MetricData metric(
      int kind,
      InstrumentationScopeInfo scope,
      List<Integer> numbers,
      int export,
      Random random,
      UnaryOperator<Attributes> reference) {
    List<DoublePointData> doubles = new ArrayList<>();
    List<HistogramPointData> histograms = new ArrayList<>();
    List<ExponentialHistogramPointData> exponentials = new ArrayList<>();
    long late = random.nextInt(25) == 0 ? random.nextInt(120) : 0;
    for (int number : numbers) {
      Attributes own = reference.apply(attributes.get(number));
      long seconds = 60L * export - (random.nextInt(200) == 0 ? random.nextInt(1_000) - 30 : late);
      long nanos = TestMetrics.nanosAfter(seconds);
      long count = random.nextInt(200) == 0 ? -1 : random.nextInt(10);
      DoubleExemplarData[] exemplars =
          random.nextInt(100) == 0
              ? new DoubleExemplarData[] {TestMetrics.exemplarAt(nanos, random.nextInt(3))}
              : new DoubleExemplarData[0];
      List<Double> bounds = random.nextInt(300) == 0 ? OTHER_BOUNDS : BOUNDS;
      doubles.add(TestMetrics.pointAfter(seconds, (double) count, own));
      histograms.add(
          TestMetrics.with(
              TestMetrics.at(
                  nanos,
                  TestMetrics.histogramPoint(
                      (double) count, 3 + 3 * count, bounds, List.of(count, 2 * count, 3L), own)),
              exemplars));
      exponentials.add(
          ExponentialPoint.of(random.nextInt(150) == 0 ? 2 : 3, buckets(1, count, 2, 3))
              .with(own)
              .with(exemplars)
              .at(nanos));
    }
    return switch (kind) {
      case 0 -> gauge(RESOURCE, scope, "g", "", doubles.toArray(new DoublePointData[0]));
      case 1 ->
          TestMetrics.sum(
              RESOURCE, scope, "c", "", true, CUMULATIVE, doubles.toArray(new DoublePointData[0]));
      case 2 ->
          histogram(
              RESOURCE, scope, "h", "", CUMULATIVE, histograms.toArray(new HistogramPointData[0]));
      default -> exponential("e", exponentials.toArray(new ExponentialHistogramPointData[0]));
    };
  }
}
