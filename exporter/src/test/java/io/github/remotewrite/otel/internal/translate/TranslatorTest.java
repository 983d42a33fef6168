/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.TestMetrics.MILLIS;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.pointAt;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.sum;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorTest {
  private final LogRecorder log = new LogRecorder();
  private long nowMillis = MILLIS;
  private final Translator translator =
      new Translator(TranslationSettings.create("host-1"), () -> nowMillis, log);

  @Test
  void histogramCountsEverythingUpToEachBound() {
    List<Written> samples =
        translate(histogram("h", histogramPoint(new double[] {0, 5, 10}, 1, 2, 3, 4)))
            .named("h_bucket");

    assertThat(samples)
        .extracting(sample -> sample.label("le"))
        .containsExactly("0", "5", "10", "+Inf");
    assertThat(samples).extracting(Written::value).containsExactly(1.0, 3.0, 6.0, 10.0);
  }

  @Test
  void histogramWithoutBoundsHasOneBucket() {
    RecordingBatch batch = translate(histogram("h", histogramPoint(new double[0], 7)));

    assertThat(batch.named("h_bucket"))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.label("le")).isEqualTo("+Inf");
              assertThat(sample.value()).isEqualTo(7);
            });
    assertThat(batch.named("h_count")).singleElement().extracting(Written::value).isEqualTo(7.0);
    assertThat(batch.named("h_sum")).hasSize(1);
  }

  @Test
  void histogramWhoseBoundsChangeGetsItsNewBuckets() {
    translate(histogram("h", histogramPoint(new double[] {1}, 1, 1)));
    RecordingBatch batch = translate(histogram("h", later(histogramPoint(new double[] {2}, 1, 1))));

    assertThat(batch.named("h_bucket"))
        .extracting(sample -> sample.label("le"))
        .containsExactly("2", "+Inf");
  }

  @Test
  void bucketCountsThatAreMissingCountAsZero() {
    var point = histogramPoint(1, 3, List.of(1.0, 2.0), List.of(3L), Attributes.empty());

    assertThat(translate(histogram("h", point)).named("h_bucket"))
        .extracting(Written::value)
        .containsExactly(3.0, 3.0, 3.0);
  }

  @Test
  void timestampIsCutToMilliseconds() {
    assertThat(translate(gauge("g", "", point(1))).samples())
        .allSatisfy(sample -> assertThat(sample.timestampMillis()).isEqualTo(MILLIS));
  }

  @Test
  void jobAndInstanceComeFromTheResourceAndWinOverAttributes() {
    Attributes attributes = Attributes.of(stringKey("job"), "mine", stringKey("instance"), "mine");

    Map<String, String> labels =
        translate(gauge("g", "", point(1, attributes))).samples().get(0).labels();

    assertThat(labels).containsEntry("job", "demo/shop").containsEntry("instance", "one");
  }

  @Test
  void resourceWithoutInstanceIdGetsTheFallback() {
    Resource resource = Resource.create(Attributes.of(stringKey("service.name"), "shop"));

    RecordingBatch batch = translate(gauge(resource, TestMetrics.SCOPE, "g", "", point(1)));

    assertThat(batch.samples().get(0).labels())
        .containsEntry("job", "shop")
        .containsEntry("instance", "host-1");
  }

  @Test
  void emptyServiceNamespaceIsNoNamespace() {
    Resource resource =
        Resource.create(
            Attributes.of(stringKey("service.namespace"), "", stringKey("service.name"), "shop"));

    assertThat(
            translate(gauge(resource, TestMetrics.SCOPE, "g", "", point(1)))
                .samples()
                .get(0)
                .label("job"))
        .isEqualTo("shop");
  }

  @Test
  void targetInfoStandsOnceInAnExportAtTheLatestTime() {
    long later = TestMetrics.NANOS + TimeUnit.SECONDS.toNanos(5);

    RecordingBatch batch = translate(gauge("a", "", pointAt(later, 1)), gauge("b", "", point(1)));

    assertThat(batch.named("target_info"))
        .singleElement()
        .isEqualTo(
            new Written(
                Map.of(
                    "__name__", "target_info",
                    "job", "demo/shop",
                    "instance", "one",
                    "host_name", "h1"),
                MILLIS + 5_000,
                1));
  }

  @Test
  void targetInfoNeverGoesBackInTime() {
    translate(gauge("a", "", pointAt(TestMetrics.NANOS + TimeUnit.SECONDS.toNanos(5), 1)));

    assertThat(translate(gauge("b", "", point(1))).named("target_info")).isEmpty();
  }

  @Test
  void pointThatIsNotLaterThanTheOneBeforeIsDropped() {
    translate(gauge("g", "", pointAt(TestMetrics.NANOS, 1)));

    RecordingBatch batch = translate(gauge("g", "", pointAt(TestMetrics.NANOS, 2)));

    assertThat(batch.samples()).isEmpty();
    assertThat(dropped(DataPointDropReason.TIMESTAMP)).isEqualTo(1);
  }

  @Test
  void pointFarAheadOfTheClockIsDropped() {
    nowMillis = MILLIS - Duration.ofMinutes(10).toMillis() - 1;

    assertThat(translate(gauge("g", "", point(1))).samples()).isEmpty();
    assertThat(dropped(DataPointDropReason.TIMESTAMP)).isEqualTo(1);
  }

  /** As zero or less, which is what a producer that sets no time leaves there. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 999_999, Long.MIN_VALUE})
  void pointWithoutATimeIsDropped(long epochNanos) {
    RecordingBatch batch = translate(gauge("g", "", pointAt(epochNanos, 1)));

    assertThat(batch.samples()).isEmpty();
    assertThat(dropped(DataPointDropReason.TIMESTAMP)).isEqualTo(1);
  }

  @Test
  void metricThatThrowsCostsNoOtherMetric() {
    MetricData throwing = broken(gauge("g", "", point(1)), "getName");

    RecordingBatch batch = translate(throwing, gauge("good", "", point(1)));

    assertThat(batch.named("good")).hasSize(1);
    assertThat(dropped(DataPointDropReason.ERROR)).isEqualTo(1);
  }

  @Test
  void everyPointOfABrokenMetricIsCounted() {
    MetricData broken =
        broken(
            gauge("g", "", point(1), point(2, Attributes.of(stringKey("a"), "b"))), "getResource");

    RecordingBatch batch = translate(broken, gauge("good", "", point(1)));

    assertThat(batch.named("good")).hasSize(1);
    assertThat(dropped(DataPointDropReason.ERROR)).isEqualTo(2);
  }

  /** Returns the metric with a method that throws. */
  private static MetricData broken(MetricData metric, String method) {
    return (MetricData)
        Proxy.newProxyInstance(
            MetricData.class.getClassLoader(),
            new Class<?>[] {MetricData.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                throw new IllegalStateException(method);
              }
              return called.invoke(metric, arguments);
            });
  }

  @Test
  void exportWithoutPointsWritesNothing() {
    assertThat(translate().samples()).isEmpty();
    assertThat(translate(gauge("g", "")).samples()).isEmpty();
  }

  @Test
  void scopesKeepMetricsOfOneNameApart() {
    RecordingBatch batch =
        translate(
            gauge(TestMetrics.RESOURCE, InstrumentationScopeInfo.create("a"), "g", "", point(1)),
            gauge(TestMetrics.RESOURCE, InstrumentationScopeInfo.create("b"), "g", "", point(2)));

    assertThat(batch.named("g"))
        .extracting(sample -> sample.label("otel_scope_name"), Written::value)
        .containsExactly(tuple("a", 1.0), tuple("b", 2.0));
  }

  @Test
  void scopeAttributeDoesNotReplaceNameOrVersion() {
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder("lib")
            .setVersion("1")
            .setAttributes(Attributes.of(stringKey("name"), "x", stringKey("version"), "x"))
            .build();

    assertThat(
            translate(gauge(TestMetrics.RESOURCE, scope, "g", "", point(1)))
                .samples()
                .get(0)
                .labels())
        .containsEntry("otel_scope_name", "lib")
        .containsEntry("otel_scope_version", "1");
  }

  @Test
  void attributeOfThePointWinsOverTheScope() {
    Attributes attributes = Attributes.of(stringKey("otel_scope_name"), "mine");

    assertThat(translate(gauge("g", "", point(1, attributes))).samples().get(0).labels())
        .containsEntry("otel_scope_name", "mine");
  }

  @Test
  void attributeNamedLikeTheBucketLabelIsLeftOutOfTheWholeFamily() {
    var point =
        histogramPoint(1, 2, List.of(1.0), List.of(1L, 1L), Attributes.of(stringKey("le"), "mine"));

    RecordingBatch batch = translate(histogram("h", point));

    assertThat(batch.named("h_bucket")).extracting(s -> s.label("le")).containsExactly("1", "+Inf");
    assertThat(batch.named("h_count").get(0).labels()).doesNotContainKey("le");
    assertThat(log.lines()).singleElement().asString().contains("label=le", "metric=h");
  }

  @Test
  void attributeNamedLikeTheMetricNameLabelIsLeftOut() {
    assertThat(
            translate(gauge("g", "", point(1, Attributes.of(stringKey("__name__"), "x"))))
                .named("g"))
        .hasSize(1);
  }

  @Test
  void secondPointOfASeriesIsDroppedCountedAndNamedOnce() {
    MetricData dotted = gauge("my.gauge", "", point(1));
    MetricData underscored = gauge("my_gauge", "", point(2));

    RecordingBatch batch = translate(dotted, underscored);
    translate(
        gauge("my.gauge", "", pointAt(TestMetrics.NANOS + 1_000_000, 1)),
        gauge("my_gauge", "", pointAt(TestMetrics.NANOS + 1_000_000, 1)));

    assertThat(batch.named("my_gauge")).extracting(Written::value).containsExactly(1.0);
    assertThat(dropped(DataPointDropReason.DUPLICATE_SERIES)).isEqualTo(2);
    assertThat(log.lines()).singleElement().asString().contains("metric=my_gauge");
  }

  @Test
  void histogramThatSharesASeriesWithAGaugeIsDroppedWhole() {
    RecordingBatch batch =
        translate(
            gauge("h.count", "", point(1)), histogram("h", histogramPoint(new double[] {1}, 1, 1)));

    assertThat(batch.named("h_count")).extracting(Written::value).containsExactly(1.0);
    assertThat(batch.named("h_bucket")).isEmpty();
    assertThat(batch.named("h_sum")).isEmpty();
  }

  @Test
  void badMetricNameCostsNoOtherMetric() {
    RecordingBatch batch = translate(gauge("___", "", point(1)), gauge("good", "", point(2)));

    assertThat(batch.named("good")).hasSize(1);
    assertThat(dropped(DataPointDropReason.METRIC_NAME)).isEqualTo(1);
  }

  @Test
  void badAttributeKeyCostsNoOtherPoint() {
    RecordingBatch batch =
        translate(gauge("g", "", point(1, Attributes.of(stringKey("..."), "x")), point(2)));

    assertThat(batch.named("g")).extracting(Written::value).containsExactly(2.0);
    assertThat(dropped(DataPointDropReason.ATTRIBUTE_KEY)).isEqualTo(1);
  }

  @Test
  void differencesAreAddedUp() {
    long second = TestMetrics.NANOS + TimeUnit.SECONDS.toNanos(1);
    translate(sum("c", true, AggregationTemporality.DELTA, point(3)));
    RecordingBatch batch =
        translate(sum("c", true, AggregationTemporality.DELTA, pointAt(second, 4)));

    assertThat(batch.named("c_total")).extracting(Written::value).containsExactly(7.0);
  }

  @Test
  void differenceThatComesTwiceIsDropped() {
    translate(sum("c", true, AggregationTemporality.DELTA, point(3)));
    RecordingBatch batch = translate(sum("c", true, AggregationTemporality.DELTA, point(3)));

    assertThat(batch.named("c_total")).isEmpty();
    assertThat(dropped(DataPointDropReason.DELTA_TEMPORALITY)).isEqualTo(1);
  }

  @Test
  void brokenPointCostsNoOtherPoint() {
    var broken = histogramPoint(1, 2, List.of(1.0, 1.0), List.of(1L, 1L, 0L), Attributes.empty());

    RecordingBatch batch = translate(histogram("h", broken), gauge("g", "", point(1)));

    assertThat(batch.named("g")).hasSize(1);
    assertThat(dropped(DataPointDropReason.ERROR)).isEqualTo(1);
  }

  @Test
  void emptyAttributeIsNoLabel() {
    assertThat(
            translate(gauge("g", "", point(1, Attributes.of(stringKey("a"), ""))))
                .named("g")
                .get(0)
                .labels())
        .doesNotContainKey("a");
  }

  @Test
  void seriesOfVanishedPointsAreForgottenAndMadeAgain() {
    translate(gauge("old", "", point(1)));
    IntStream.range(1, 200)
        .forEach(i -> translate(gauge("new", "", pointAt(TestMetrics.NANOS + i * 1_000_000L, i))));

    assertThat(translator.trackedSeries()).isEqualTo(2); // new, target_info
    assertThat(translate(gauge("old", "", point(1))).named("old")).hasSize(1);
  }

  private static HistogramPointData later(HistogramPointData point) {
    return TestMetrics.at(TestMetrics.NANOS + TimeUnit.SECONDS.toNanos(1), point);
  }

  private RecordingBatch translate(MetricData... metrics) {
    RecordingBatch batch = new RecordingBatch();
    translator.translate(List.of(metrics), batch);
    return batch;
  }

  private long dropped(DataPointDropReason reason) {
    return translator.droppedPoints().getOrDefault(reason, -1L);
  }
}
