/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exemplar;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exemplarAt;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.sum;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.gson.annotations.SerializedName;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.github.remotewrite.otel.internal.translate.name.GoldenCases;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongExemplarData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExemplarTranslatorTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";
  private static final SpanContext SPAN = span(TRACE_ID, SPAN_ID);
  private static final SpanContext NO_SPAN = SpanContext.getInvalid();
  private static final Map<String, String> IDS = Map.of("trace_id", TRACE_ID, "span_id", SPAN_ID);

  private final TestTranslator translator = new TestTranslator();

  static Stream<Case> cases() {
    return GoldenCases.read("exemplars.json", Case[].class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void exemplarIsThatOfTheReference(Case golden) {
    SpanContext span =
        golden.traceId == null || golden.spanId == null
            ? NO_SPAN
            : span(golden.traceId, golden.spanId);
    Attributes attributes = TestMetrics.attributes(golden.attributes);

    Exemplar exemplar =
        golden.longValue == null
            ? translate(exemplar(golden.value, TestMetrics.NANOS, span, attributes))
            : translate(
                ImmutableLongExemplarData.create(
                    attributes, TestMetrics.NANOS, span, golden.longValue));

    assertThat(exemplar.value()).isEqualTo(golden.value);
    assertThat(exemplar.labels().toMap()).isEqualTo(golden.expected);
    assertThat(exemplar.timestampMillis()).isEqualTo(TestMetrics.MILLIS);
  }

  @Test
  void counterHasAllItsExemplarsByTimeAndThenByValue() {
    long later = TestMetrics.nanosAfter(1);

    RecordingBatch batch =
        translator.translate(
            counter(
                exemplarAt(later, 1),
                exemplarAt(TestMetrics.NANOS, 9),
                exemplarAt(later, -3),
                exemplarAt(TestMetrics.NANOS, 2)));

    assertThat(batch.exemplars(batch.named("c_total").get(0).labels()))
        .extracting(Exemplar::value)
        .containsExactly(2.0, 9.0, -3.0, 1.0);
  }

  @Test
  void nativeHistogramHasAllItsExemplarsByTimeAndThenByValue() {
    RecordingBatch batch =
        translator.translate(
            exponential(
                "h",
                ExponentialPoint.of(0, buckets(0, 1))
                    .with(
                        exemplarAt(TestMetrics.nanosAfter(1), 1),
                        exemplarAt(TestMetrics.NANOS, 9),
                        exemplarAt(TestMetrics.NANOS, 2))));

    assertThat(batch.histograms().get(0).exemplars())
        .extracting(Exemplar::value)
        .containsExactly(2.0, 9.0, 1.0);
  }

  @Test
  void gaugesAndUpDownCountersHaveNone() {
    RecordingBatch batch =
        translator.translate(
            gauge("g", "", point(1, exemplar(1))),
            sum("u", false, CUMULATIVE, point(1, exemplar(1))));

    assertThat(batch.samples()).hasSize(3);
    assertThat(batch.samples())
        .allSatisfy(sample -> assertThat(batch.exemplars(sample.labels())).isEmpty());
  }

  @Test
  void histogramExemplarStandsOnTheBucketOfItsValueAndNowhereElse() {
    HistogramPointData point =
        TestMetrics.with(
            histogramPoint(new double[] {-1, 5, 10}, 1, 1, 1, 1),
            exemplar(10.5),
            exemplar(Double.NaN),
            exemplar(5),
            exemplar(Math.nextUp(5.0)),
            exemplar(-1),
            exemplar(Double.NEGATIVE_INFINITY),
            exemplar(Double.POSITIVE_INFINITY));

    RecordingBatch batch = translator.translate(histogram("h", point));

    assertThat(batch.named("h_bucket"))
        .extracting(sample -> sample.label("le"), sample -> values(batch, sample))
        .containsExactly(
            tuple("-1", List.of(Double.NEGATIVE_INFINITY, -1.0)),
            tuple("5", List.of(5.0)),
            tuple("10", List.of(Math.nextUp(5.0))),
            tuple("+Inf", List.of(10.5, Double.POSITIVE_INFINITY, Double.NaN)));
    assertThat(values(batch, batch.named("h_sum").get(0))).isEmpty();
    assertThat(values(batch, batch.named("h_count").get(0))).isEmpty();
  }

  @Test
  void idsWinOverAttributesOfTheirNames() {
    assertThat(
            labels(
                SPAN, Attributes.of(stringKey("trace_id"), "mine", stringKey("span.id"), "mine")))
        .isEqualTo(IDS);
  }

  @Test
  void attributesNamedLikeIdsStayWithoutASpan() {
    assertThat(labels(NO_SPAN, Attributes.of(stringKey("trace_id"), "mine")))
        .isEqualTo(Map.of("trace_id", "mine"));
  }

  @Test
  void attributesGetLabelNamesAndAreJoinedWhereTheseAreEqual() {
    Attributes attributes =
        Attributes.of(stringKey("a_b"), "2", stringKey("a.b"), "1", stringKey("1st"), "x");

    assertThat(labels(NO_SPAN, attributes)).isEqualTo(Map.of("a_b", "1;2", "key_1st", "x"));
  }

  @Test
  void attributeThatNoLabelCanBeMadeOfIsLeftOut() {
    Attributes attributes =
        Attributes.of(
            stringKey("..."),
            "x",
            stringKey("__name__"),
            "x",
            stringKey("e"),
            "",
            stringKey("a"),
            "1");

    assertThat(labels(NO_SPAN, attributes)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void labelsOf128CharactersFit() {
    // The ids take 63 characters, which leaves 65: one for the name.
    assertThat(labels(SPAN, Attributes.of(stringKey("a"), "x".repeat(64))))
        .containsEntry("a", "x".repeat(64))
        .hasSize(3);
    assertThat(labels(NO_SPAN, Attributes.of(stringKey("a"), "x".repeat(127)))).hasSize(1);
  }

  @Test
  void labelsOf129CharactersCostAllAttributesButNotTheIds() {
    assertThat(labels(SPAN, Attributes.of(stringKey("a"), "x".repeat(62), stringKey("b"), "xx")))
        .isEqualTo(IDS);
    assertThat(labels(NO_SPAN, Attributes.of(stringKey("a"), "x".repeat(128)))).isEmpty();
  }

  @Test
  void characterOfTwoUnitsCountsOnce() {
    String value = "😀".repeat(64);

    assertThat(labels(SPAN, Attributes.of(stringKey("a"), value))).containsEntry("a", value);
    assertThat(labels(SPAN, Attributes.of(stringKey("a"), value + "x"))).isEqualTo(IDS);
  }

  @Test
  void exemplarIsSentOnceAndOlderOnesAreNotSentAfterIt() {
    translator.translate(counter(exemplarAt(TestMetrics.nanosAfter(-1), 1)));

    RecordingBatch batch =
        translator.translateAfter(
            60,
            counterAfter(
                60,
                exemplarAt(TestMetrics.nanosAfter(-2), 2),
                exemplarAt(TestMetrics.nanosAfter(-1), 1),
                exemplarAt(TestMetrics.nanosAfter(-1), 5),
                exemplarAt(TestMetrics.nanosAfter(3), 3)));
    RecordingBatch last =
        translator.translateAfter(120, counterAfter(120, exemplarAt(TestMetrics.nanosAfter(3), 3)));

    assertThat(values(batch, batch.named("c_total").get(0))).containsExactly(3.0);
    assertThat(values(last, last.named("c_total").get(0))).isEmpty();
  }

  /** Remote Write 2.0, Exemplars: an exemplar MUST have a timestamp. */
  @Test
  void exemplarWithoutATimeOrFarAheadIsNotSent() {
    RecordingBatch batch =
        translator.translate(
            sum(
                "c",
                true,
                CUMULATIVE,
                point(
                    1,
                    exemplarAt(0, 1),
                    exemplarAt(-1, 2),
                    exemplarAt(TestMetrics.nanosAfter(601), 3),
                    exemplarAt(TestMetrics.NANOS, 4))));

    assertThat(batch.exemplars(batch.named("c_total").get(0).labels()))
        .extracting(Exemplar::value)
        .containsExactly(4.0);
  }

  @Test
  void exemplarOfANativeHistogramIsSentOnce() {
    ExponentialPoint point = ExponentialPoint.of(0, buckets(0, 1)).with(exemplar(1));
    translator.translate(exponential("h", point));

    RecordingBatch batch =
        translator.translateAfter(60, exponential("h", point.at(TestMetrics.nanosAfter(60))));

    assertThat(batch.histograms().get(0).exemplars()).isEmpty();
  }

  @Test
  void eachBucketHasItsOwnNewestExemplar() {
    HistogramPointData point = histogramPoint(new double[] {1}, 1, 1);
    translator.translate(
        histogram("h", TestMetrics.with(point, exemplarAt(TestMetrics.nanosAfter(-1), 5))));

    RecordingBatch batch =
        translator.translateAfter(
            60,
            histogram(
                "h",
                TestMetrics.at(
                    TestMetrics.nanosAfter(60),
                    TestMetrics.with(
                        point,
                        exemplarAt(TestMetrics.nanosAfter(-1), 5),
                        exemplarAt(TestMetrics.nanosAfter(-2), 0.5)))));

    assertThat(batch.named("h_bucket"))
        .extracting(sample -> values(batch, sample))
        .containsExactly(List.of(0.5), List.of());
  }

  private static SpanContext span(String traceId, String spanId) {
    return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static MetricData counter(DoubleExemplarData... exemplars) {
    return counterAfter(0, exemplars);
  }

  private static MetricData counterAfter(long seconds, DoubleExemplarData... exemplars) {
    return sum(
        "c",
        true,
        CUMULATIVE,
        ImmutableDoublePointData.create(
            TestMetrics.START_NANOS,
            TestMetrics.nanosAfter(seconds),
            Attributes.empty(),
            1,
            List.of(exemplars)));
  }

  private static List<Double> values(RecordingBatch batch, Written sample) {
    return batch.exemplars(sample.labels()).stream().map(Exemplar::value).toList();
  }

  /** Returns the labels of such an exemplar, the first of its series. */
  private static Map<String, String> labels(SpanContext span, Attributes attributes) {
    RecordingBatch batch =
        new TestTranslator().translate(counter(exemplar(1, TestMetrics.NANOS, span, attributes)));
    return only(batch, "c_total").labels().toMap();
  }

  private Exemplar translate(DoubleExemplarData data) {
    return only(translator.translate(counter(data)), "c_total");
  }

  private Exemplar translate(LongExemplarData data) {
    return only(
        translator.translate(
            ImmutableMetricData.createLongSum(
                TestMetrics.RESOURCE,
                TestMetrics.SCOPE,
                "c",
                "",
                "",
                ImmutableSumData.create(
                    true,
                    CUMULATIVE,
                    List.of(
                        ImmutableLongPointData.create(
                            TestMetrics.START_NANOS,
                            TestMetrics.NANOS,
                            Attributes.empty(),
                            1,
                            List.of(data)))))),
        "c_total");
  }

  private static Exemplar only(RecordingBatch batch, String name) {
    return batch.exemplars(batch.named(name).get(0).labels()).get(0);
  }

  record Case(
      @SerializedName("case") String title,
      @Nullable Long longValue,
      double value,
      @Nullable String traceId,
      @Nullable String spanId,
      Map<String, String> attributes,
      Map<String, String> expected) {
    @Override
    public String toString() {
      return title;
    }
  }
}
