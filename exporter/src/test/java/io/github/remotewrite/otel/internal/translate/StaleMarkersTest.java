/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.MILLIS;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.millisAfter;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.nanosAfter;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.pointAfter;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.sum;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 1.0, "Stale Markers". */
class StaleMarkersTest {
  private static final Attributes A = Attributes.of(stringKey("k"), "a");
  private static final Attributes B = Attributes.of(stringKey("k"), "b");

  private TestTranslator translator = new TestTranslator();

  @Test
  void seriesEndsWithTheSecondCollectionThatMissesIt() {
    collect(0, A, B);
    collect(60, A, B);

    assertThat(collect(120, A).staleMarkers()).isEmpty();
    assertThat(collect(180, A).staleMarkers())
        .extracting(marker -> marker.label("k"), Written::timestampMillis)
        .containsExactly(tuple("b", millisAfter(60) + 1));
    assertThat(collect(240, A).staleMarkers()).isEmpty();
    assertThat(collect(300, A).staleMarkers()).isEmpty();
  }

  @Test
  void seriesMissedOnceGoesOn() {
    collect(0, A, B);
    collect(60, A, B);
    collect(120, A);

    RecordingBatch batch = collect(180, A, B);

    assertThat(batch.staleMarkers()).isEmpty();
    assertThat(batch.named("g")).hasSize(2);
  }

  @Test
  void seriesThatReappearsGoesOnAfterItsMarkerAndCanEndAgain() {
    collect(0, A, B);
    collect(60, A, B);
    collect(120, A);
    collect(180, A);

    assertThat(collect(240, A, B).named("g")).hasSize(2);
    assertThat(translator.dropped()).isEmpty();
    collect(300, A);
    assertThat(collect(360, A).staleMarkers())
        .extracting(Written::timestampMillis)
        .containsExactly(millisAfter(240) + 1);
  }

  @Test
  void metricThatVanishesAsAWholeEnds() {
    translator.translate(gauge("g", "", pointAfter(0, 1)), gauge("other", "", pointAfter(0, 1)));
    translator.translateAfter(
        60, gauge("g", "", pointAfter(60, 1)), gauge("other", "", pointAfter(60, 1)));

    assertThat(other(120).staleMarkers()).isEmpty();
    assertThat(other(180).staleMarkers())
        .extracting(marker -> marker.label("__name__"), Written::timestampMillis)
        .containsExactly(tuple("g", millisAfter(60) + 1));
  }

  @Test
  void nativeHistogramThatVanishesEnds() {
    for (long seconds : new long[] {0, 60}) {
      translator.translateAfter(
          seconds,
          exponential("h", ExponentialPoint.of(0, buckets(0, 1)).at(nanosAfter(seconds))),
          gauge("other", "", pointAfter(seconds, 1)));
    }
    other(120);

    assertThat(other(180).histograms())
        .singleElement()
        .satisfies(
            marker -> {
              assertThat(marker.staleMarker()).isTrue();
              assertThat(marker.labels()).containsEntry("__name__", "h");
              assertThat(marker.timestampMillis()).isEqualTo(millisAfter(60) + 1);
            });
  }

  @Test
  void metricThatIsAlwaysWholeEndsNothingHoweverItsIntervalChanges() {
    for (long seconds : new long[] {0, 1, 2, 3600, 3601, 7200}) {
      assertThat(collect(seconds, A, B).staleMarkers()).isEmpty();
    }
  }

  @Test
  void collectionSplitIntoTwoExportsEndsNothing() {
    for (long seconds = 0; seconds <= 600; seconds += 60) {
      assertThat(collect(seconds, A).staleMarkers()).isEmpty();
      assertThat(collect(seconds, B).staleMarkers()).isEmpty();
    }
    assertThat(translator.dropped()).isEmpty();
  }

  @Test
  void exportThatTakesLongerThanTheTimeBetweenTwoFlushesIsNoMissedCollection() {
    collect(0, A, B);
    long flushNanos = TestMetrics.NANOS + 5_000_000;

    RecordingBatch batch =
        translator.translateAt(
            MILLIS + 20, gauge("g", "", ImmutableDoublePointData.create(1, flushNanos, A, 1)));

    assertThat(batch.staleMarkers()).isEmpty();
  }

  @Test
  void clockOfThePointsMayBeBehind() {
    for (long seconds = 0; seconds <= 600; seconds += 60) {
      long millis = millisAfter(seconds + 300);
      assertThat(translator.translateAt(millis, points(seconds, A)).staleMarkers()).isEmpty();
      assertThat(translator.translateAt(millis, points(seconds, B)).staleMarkers()).isEmpty();
    }
  }

  @Test
  void deltaThatIsMissingEndsNothing() {
    AggregationTemporality delta = AggregationTemporality.DELTA;
    for (long seconds = 0; seconds <= 600; seconds += 60) {
      Attributes only = seconds < 120 ? B : A;
      assertThat(
              translator
                  .translateAfter(seconds, sum("c", true, delta, pointAfter(seconds, 1, only)))
                  .staleMarkers())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shutdownEndsEverySeriesOnceAMillisecondAfterItsLastSample(boolean vanishedToo) {
    translator = new TestTranslator(new TestSettings().setStaleMarkersForVanished(vanishedToo));
    List<Written> written = new ArrayList<>();
    for (long seconds : new long[] {0, 60}) {
      RecordingBatch batch = translator.translateAfter(seconds, everyKind(seconds));
      written = batch.samples();
    }

    RecordingBatch batch = translator.shutdown();

    assertThat(batch.samples()).isEmpty();
    assertThat(batch.staleMarkers())
        .extracting(Written::labels)
        .containsExactlyInAnyOrderElementsOf(written.stream().map(Written::labels).toList())
        .doesNotHaveDuplicates();
    assertThat(batch.staleMarkers()).extracting(m -> m.label("__name__")).contains("target_info");
    assertThat(batch.staleMarkers())
        .extracting(Written::timestampMillis)
        .containsOnly(millisAfter(60) + 1);
    assertThat(batch.histograms())
        .singleElement()
        .satisfies(
            marker -> {
              assertThat(marker.staleMarker()).isTrue();
              assertThat(marker.timestampMillis()).isEqualTo(millisAfter(60) + 1);
            });
    assertThat(markers(translator.shutdown())).isEmpty();
  }

  @Test
  void seriesThatEndedBeforeHasNoMarkerAtShutdown() {
    collect(0, A, B);
    collect(60, A, B);
    collect(120, A);
    collect(180, A);

    assertThat(translator.shutdown().staleMarkers())
        .extracting(marker -> marker.label("__name__"), marker -> marker.label("k"))
        .containsExactlyInAnyOrder(tuple("g", "a"), tuple("target_info", ""));
  }

  @Test
  void nothingEndsWhereBothAreSwitchedOff() {
    translator =
        new TestTranslator(
            new TestSettings().setStaleMarkersForVanished(false).setStaleMarkersAtShutdown(false));
    collect(0, A, B);
    collect(60, A, B);
    collect(120, A);

    assertThat(markers(collect(180, A))).isEmpty();
    assertThat(markers(translator.shutdown())).isEmpty();
  }

  @Test
  void vanishedSeriesEndAtShutdownWhereTheyDoNotEndBefore() {
    translator = new TestTranslator(new TestSettings().setStaleMarkersForVanished(false));
    collect(0, A, B);
    collect(60, A, B);
    collect(120, A);
    assertThat(collect(180, A).staleMarkers()).isEmpty();

    assertThat(translator.shutdown().staleMarkers())
        .extracting(marker -> marker.label("k"), Written::timestampMillis)
        .contains(tuple("a", millisAfter(180) + 1), tuple("b", millisAfter(60) + 1));
  }

  @Test
  void bucketsWhoseBoundsAreGoneEndAtOnce() {
    translator.translate(bounds(0, 1));

    RecordingBatch batch = translator.translateAfter(60, bounds(60, 2));

    assertThat(batch.staleMarkers())
        .extracting(marker -> marker.label("le"), Written::timestampMillis)
        .containsExactly(tuple("1", MILLIS + 1));
  }

  @Test
  void bucketsWhoseBoundsAreGoneEndAtShutdownWhereTheyDoNotEndBefore() {
    translator = new TestTranslator(new TestSettings().setStaleMarkersForVanished(false));
    translator.translate(bounds(0, 1));
    assertThat(translator.translateAfter(60, bounds(60, 2)).staleMarkers()).isEmpty();

    assertThat(translator.shutdown().staleMarkers())
        .filteredOn(marker -> marker.label("__name__").equals("h_bucket"))
        .extracting(marker -> marker.label("le"), Written::timestampMillis)
        .containsExactlyInAnyOrder(
            tuple("1", MILLIS + 1),
            tuple("2", millisAfter(60) + 1),
            tuple("+Inf", millisAfter(60) + 1));
  }

  @Test
  void seriesThatAnotherMetricTookOverEndsAfterItsLastSample() {
    translator.translate(gauge("my.gauge", "", pointAfter(0, 1)));
    translator.translateAfter(60, gauge("my_gauge", "", pointAfter(60, 1)));

    assertThat(translator.shutdown().staleMarkers())
        .filteredOn(marker -> marker.label("__name__").equals("my_gauge"))
        .extracting(Written::timestampMillis)
        .containsExactly(millisAfter(60) + 1);
  }

  @Test
  void pointThatWasNeverTranslatedHasNoMarker() {
    translator.translate(exponential("h", ExponentialPoint.of(-5, buckets(0, 1))));

    assertThat(translator.shutdown().histograms()).isEmpty();
  }

  private static MetricData bounds(long seconds, double bound) {
    return histogram(
        "h", TestMetrics.at(nanosAfter(seconds), histogramPoint(new double[] {bound}, 1, 1)));
  }

  private static MetricData[] everyKind(long seconds) {
    long nanos = nanosAfter(seconds);
    return new MetricData[] {
      points(seconds, A, B),
      sum("c", true, AggregationTemporality.CUMULATIVE, pointAfter(seconds, 1)),
      sum("d", true, AggregationTemporality.DELTA, pointAfter(seconds, 1)),
      histogram("h", TestMetrics.at(nanos, histogramPoint(new double[] {1, 2}, 1, 1, 1))),
      exponential("n", ExponentialPoint.of(0, buckets(0, 1)).at(nanos)),
    };
  }

  private static MetricData points(long seconds, Attributes... attributes) {
    return gauge(
        "g",
        "",
        Stream.of(attributes)
            .map(one -> pointAfter(seconds, 1, one))
            .toArray(DoublePointData[]::new));
  }

  private static List<Object> markers(RecordingBatch batch) {
    List<Object> markers = new ArrayList<>(batch.staleMarkers());
    markers.addAll(batch.histograms());
    return markers;
  }

  private RecordingBatch collect(long seconds, Attributes... attributes) {
    return translator.translateAfter(seconds, points(seconds, attributes));
  }

  private RecordingBatch other(long seconds) {
    return translator.translateAfter(seconds, gauge("other", "", pointAfter(seconds, 1)));
  }
}
