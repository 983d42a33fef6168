/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.added;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.boxed;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoubleExemplarData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccumulatedHistogramTest {
  private static final List<Double> BOUNDS = List.of(1.0, 2.0);

  private final DeltaAccumulator<HistogramPointData> accumulator =
      DeltaAccumulator.ofHistograms(10);

  @Test
  void bucketsCountAndSumAreAdded() {
    added(accumulator, histogram(0, 10, 1.5, BOUNDS, 1, 0, 2));

    HistogramPointData total = added(accumulator, histogram(10, 20, 2.5, BOUNDS, 0, 4, 8));

    assertThat(total.getCounts()).containsExactly(1L, 4L, 10L);
    assertThat(total.getCount()).isEqualTo(15);
    assertThat(total.getSum()).isEqualTo(4.0);
    assertThat(total.getBoundaries()).isEqualTo(BOUNDS);
    assertThat(total.getStartEpochNanos()).isZero();
    assertThat(total.getEpochNanos()).isEqualTo(20);
  }

  @Test
  void totalOfALongHistoryIsTheSumOfAllDeltas() {
    Random random = new Random(3);
    long[] expected = new long[3];
    for (int end = 1; end <= 1_000; end++) {
      long[] counts = random.longs(3, 0, 1_000_000).toArray();
      Arrays.setAll(expected, i -> expected[i] + counts[i]);
      HistogramPointData total = added(accumulator, histogram(end - 1, end, 1, BOUNDS, counts));
      assertThat(total.getCounts()).isEqualTo(boxed(expected));
      assertThat(total.getCount()).isEqualTo(Arrays.stream(expected).sum());
      assertThat(total.getSum()).isEqualTo(end);
    }
  }

  @Test
  void minimumAndMaximumAreLeftOut() {
    HistogramPointData total = added(accumulator, histogram(0, 10, 1, BOUNDS, 1, 1, 1));

    assertThat(total.hasMin()).isFalse();
    assertThat(total.hasMax()).isFalse();
  }

  @Test
  void exemplarsAreThoseOfTheLastDelta() {
    DoubleExemplarData exemplar =
        ImmutableDoubleExemplarData.create(Attributes.empty(), 5, SpanContext.getInvalid(), 1);
    HistogramPointData withExemplar =
        new TestDeltas.Histogram(0, 10, 1, 1, List.of(), List.of(1L), List.of(exemplar));

    assertThat(added(accumulator, withExemplar).getExemplars()).containsExactly(exemplar);
    assertThat(added(accumulator, histogram(10, 20, 1, List.of(), 1)).getExemplars()).isEmpty();
  }

  @Test
  void changedBoundsBeginAnew() {
    added(accumulator, histogram(0, 10, 1.5, BOUNDS, 1, 1, 1));

    List<Double> bounds = List.of(1.0, 3.0);
    HistogramPointData total = added(accumulator, histogram(10, 20, 2.5, bounds, 4, 5, 6));

    assertThat(total.getBoundaries()).isEqualTo(bounds);
    assertThat(total.getCounts()).containsExactly(4L, 5L, 6L);
    assertThat(total.getCount()).isEqualTo(15);
    assertThat(total.getSum()).isEqualTo(2.5);
    assertThat(total.getStartEpochNanos()).isEqualTo(10);
  }

  @Test
  void numberOfBoundsMayGrowAndShrink() {
    added(accumulator, histogram(0, 10, 1, BOUNDS, 1, 1, 1));
    added(accumulator, histogram(10, 20, 1, List.of(), 7));

    HistogramPointData total =
        added(accumulator, histogram(20, 30, 1, List.of(1.0, 2.0, 3.0), 1, 2, 3, 4));

    assertThat(total.getCounts()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(total.getCount()).isEqualTo(10);
  }

  @Test
  void boundsAreCopied() {
    List<Double> bounds = new ArrayList<>(BOUNDS);
    HistogramPointData total = added(accumulator, histogram(0, 10, 1, bounds, 1, 1, 1));

    bounds.set(0, 0.5);

    assertThat(total.getBoundaries()).isEqualTo(BOUNDS);
  }

  @Test
  void overflowBeginsAnew() {
    added(accumulator, histogram(0, 10, 1, BOUNDS, Long.MAX_VALUE, 0, 0));

    HistogramPointData total = added(accumulator, histogram(10, 20, 2, BOUNDS, 0, 1, 0));

    assertThat(total.getCounts()).containsExactly(0L, 1L, 0L);
    assertThat(total.getCount()).isEqualTo(1);
    assertThat(total.getStartEpochNanos()).isEqualTo(10);
  }

  @Test
  void sumThatWouldBecomeNanBeginsAnew() {
    added(accumulator, histogram(0, 10, Double.POSITIVE_INFINITY, BOUNDS, 0, 0, 1));

    HistogramPointData total =
        added(accumulator, histogram(10, 20, Double.NEGATIVE_INFINITY, BOUNDS, 1, 0, 0));

    assertThat(total.getCounts()).containsExactly(1L, 0L, 0L);
  }

  @Test
  void countIsThatOfTheBuckets_whateverTheDeltaSays() {
    HistogramPointData delta =
        new TestDeltas.Histogram(0, 10, 1, 99, BOUNDS, boxed(1, 2, 3), List.of());

    assertThat(added(accumulator, delta).getCount()).isEqualTo(6);
  }

  static Stream<HistogramPointData> brokenDeltas() {
    return Stream.of(
        histogram(10, 20, 1, BOUNDS, 1, 1),
        histogram(10, 20, 1, BOUNDS, 1, 1, 1, 1),
        histogram(10, 20, 1, BOUNDS),
        histogram(10, 20, 1, List.of()),
        histogram(10, 20, 1, BOUNDS, 1, -1, 1),
        histogram(10, 20, 1, BOUNDS, Long.MAX_VALUE, Long.MAX_VALUE, 2),
        histogram(10, 20, Double.NaN, BOUNDS, 1, 1, 1),
        histogram(10, 20, 1, List.of(2.0, 1.0), 1, 1, 1),
        histogram(10, 20, 1, List.of(1.0, 1.0), 1, 1, 1),
        histogram(10, 20, 1, List.of(1.0, Double.NaN), 1, 1, 1),
        histogram(10, 20, 1, List.of(Double.NaN), 1, 1));
  }

  @ParameterizedTest
  @MethodSource("brokenDeltas")
  void brokenDeltaChangesNothing(HistogramPointData broken) {
    HistogramPointData total = added(accumulator, histogram(0, 10, 1, BOUNDS, 1, 2, 3));

    assertThat(accumulator.add(broken)).isNull();
    assertThat(accumulator.outcome()).isEqualTo(DeltaOutcome.BROKEN);
    assertThat(total.getCounts()).containsExactly(1L, 2L, 3L);
    assertThat(total.getCount()).isEqualTo(6);
    assertThat(total.getSum()).isEqualTo(1);
    assertThat(total.getBoundaries()).isEqualTo(BOUNDS);
    assertThat(total.getEpochNanos()).isEqualTo(10);
  }
}
