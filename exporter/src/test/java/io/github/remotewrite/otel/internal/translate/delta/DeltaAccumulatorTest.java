/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.added;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.doubles;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.longs;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongExemplarData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaAccumulatorTest {
  private final DeltaAccumulator<LongPointData> counter = DeltaAccumulator.ofLongs(true, 3);
  private final DeltaAccumulator<LongPointData> upDownCounter = DeltaAccumulator.ofLongs(false, 3);
  private final DeltaAccumulator<DoublePointData> doubleCounter =
      DeltaAccumulator.ofDoubles(true, 3);
  private final DeltaAccumulator<DoublePointData> doubleUpDownCounter =
      DeltaAccumulator.ofDoubles(false, 3);

  @Test
  void totalSpansFirstStartToLastEnd() {
    added(counter, longs(100, 110, 3));

    LongPointData total = added(counter, longs(110, 120, 4));

    assertThat(total.getValue()).isEqualTo(7);
    assertThat(total.getStartEpochNanos()).isEqualTo(100);
    assertThat(total.getEpochNanos()).isEqualTo(120);
    assertThat(total.getAttributes()).isEqualTo(series(1));
  }

  @Test
  void totalOfALongHistoryIsTheSumOfAllDeltas() {
    Random random = new Random(1);
    long[] sums = new long[3];
    for (int end = 1; end <= 10_000; end++) {
      int number = random.nextInt(3);
      long value = random.nextLong(-1_000_000, 1_000_000);
      sums[number] += value;
      LongPointData total = added(upDownCounter, longs(end - 1, end, series(number), value));
      assertThat(total.getValue()).isEqualTo(sums[number]);
    }
    assertThat(upDownCounter.size()).isEqualTo(3);
  }

  @Test
  void doublesAreAddedAsTheyCome() {
    Random random = new Random(2);
    double sum = 0;
    for (int end = 1; end <= 1_000; end++) {
      double value = random.nextGaussian();
      sum += value;
      DoublePointData total = added(doubleUpDownCounter, doubles(end - 1, end, value));
      assertThat(total.getValue()).isCloseTo(sum, within(0.0));
    }
  }

  @Test
  void steadyStateReturnsTheSameObject() {
    LongPointData first = added(counter, longs(0, 1, 1));

    assertThat(added(counter, longs(1, 2, 1))).isSameAs(first);
  }

  @Test
  void exemplarsAreThoseOfTheLastDelta() {
    LongExemplarData exemplar =
        ImmutableLongExemplarData.create(Attributes.empty(), 5, SpanContext.getInvalid(), 1);
    LongPointData withExemplar =
        ImmutableLongPointData.create(0, 10, series(1), 1, List.of(exemplar));

    assertThat(added(counter, withExemplar).getExemplars()).containsExactly(exemplar);
    assertThat(added(counter, longs(10, 20, 1)).getExemplars()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {110, 109, 0, Long.MIN_VALUE})
  void deltaThatEndsNoLaterThanTheTotalIsOld(long end) {
    LongPointData total = added(counter, longs(100, 110, 3));

    assertThat(counter.add(longs(100, end, 3))).isNull();
    assertThat(counter.outcome()).isEqualTo(DeltaOutcome.OLD);
    assertThat(total.getValue()).isEqualTo(3);
    assertThat(total.getEpochNanos()).isEqualTo(110);
  }

  @Test
  void otherSeriesMayEndEarlier() {
    added(counter, longs(100, 110, series(1), 3));

    assertThat(added(counter, longs(90, 100, series(2), 4)).getValue()).isEqualTo(4);
  }

  @Test
  void deltaThatBeginsBeforeTheTotalsEndIsAddedWhole() {
    added(counter, longs(100, 110, 3));

    LongPointData total = added(counter, longs(90, 120, 4));

    assertThat(total.getValue()).isEqualTo(7);
    assertThat(total.getStartEpochNanos()).isEqualTo(100);
  }

  @Test
  void gapBetweenDeltasIsNoReset() {
    added(counter, longs(100, 110, 3));

    LongPointData total = added(counter, longs(500, 510, 4));

    assertThat(total.getValue()).isEqualTo(7);
    assertThat(total.getStartEpochNanos()).isEqualTo(100);
  }

  @Test
  void startIsNotAfterTheEnd_whenTheClockWasSetBack() {
    LongPointData total = added(counter, longs(500, 110, 3));

    assertThat(total.getStartEpochNanos()).isEqualTo(110);
  }

  @Test
  void overflowBeginsAnew() {
    added(counter, longs(100, 110, Long.MAX_VALUE));

    LongPointData total = added(counter, longs(110, 120, 4));

    assertThat(total.getValue()).isEqualTo(4);
    assertThat(total.getStartEpochNanos()).isEqualTo(110);
  }

  @Test
  void overflowBelowZeroBeginsAnew() {
    added(upDownCounter, longs(100, 110, Long.MIN_VALUE));

    assertThat(added(upDownCounter, longs(110, 120, -4)).getValue()).isEqualTo(-4);
  }

  @Test
  void newStartIsNotBeforeTheOldEnd() {
    added(counter, longs(100, 110, Long.MAX_VALUE));

    assertThat(added(counter, longs(0, 120, 4)).getStartEpochNanos()).isEqualTo(110);
  }

  @Test
  void negativeAddendOfAMonotonicSumIsBroken() {
    LongPointData total = added(counter, longs(0, 1, 5));
    DoublePointData doubleTotal = added(doubleCounter, doubles(0, 1, 5));

    assertThat(counter.add(longs(1, 2, -1))).isNull();
    assertThat(counter.outcome()).isEqualTo(DeltaOutcome.BROKEN);
    assertThat(doubleCounter.add(doubles(1, 2, -1))).isNull();
    assertThat(doubleCounter.outcome()).isEqualTo(DeltaOutcome.BROKEN);
    assertThat(total.getValue()).isEqualTo(5);
    assertThat(total.getEpochNanos()).isEqualTo(1);
    assertThat(doubleTotal.getValue()).isEqualTo(5);
  }

  @Test
  void nanIsBroken() {
    DoublePointData total = added(doubleUpDownCounter, doubles(0, 1, 5));

    assertThat(doubleUpDownCounter.add(doubles(1, 2, Double.NaN))).isNull();
    assertThat(doubleUpDownCounter.outcome()).isEqualTo(DeltaOutcome.BROKEN);
    assertThat(total.getValue()).isEqualTo(5);
  }

  @Test
  void totalThatWouldBecomeNanBeginsAnew() {
    added(doubleUpDownCounter, doubles(0, 1, Double.POSITIVE_INFINITY));

    DoublePointData total = added(doubleUpDownCounter, doubles(1, 2, Double.NEGATIVE_INFINITY));

    assertThat(total.getValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(total.getStartEpochNanos()).isEqualTo(1);
  }

  @Test
  void seriesBeyondTheLimitAreRefused_othersGoOn() {
    for (int number = 0; number < 3; number++) {
      added(counter, longs(0, 1, series(number), 1));
    }

    assertThat(counter.add(longs(0, 1, series(3), 1))).isNull();
    assertThat(counter.outcome()).isEqualTo(DeltaOutcome.LIMIT);
    assertThat(counter.size()).isEqualTo(3);
    assertThat(added(counter, longs(1, 2, series(0), 1)).getValue()).isEqualTo(2);
  }

  @Test
  void refusedFirstDeltaTakesNoPlace() {
    assertThat(counter.add(longs(0, 1, -1))).isNull();
    assertThat(counter.size()).isZero();
  }

  @Test
  void evictionForgetsWhatEndsEarlier() {
    added(counter, longs(0, 9, series(1), 1));
    added(counter, longs(0, 10, series(2), 1));

    counter.evictNotSeenSince(10);

    assertThat(counter.size()).isEqualTo(1);
    assertThat(added(counter, longs(10, 20, series(2), 1)).getValue()).isEqualTo(2);
  }

  @Test
  void evictedSeriesBeginsAnew() {
    added(counter, longs(0, 9, 5));

    counter.evictNotSeenSince(10);
    LongPointData total = added(counter, longs(10, 20, 1));

    assertThat(total.getValue()).isEqualTo(1);
    assertThat(total.getStartEpochNanos()).isEqualTo(10);
  }

  @Test
  void evictionMakesRoomForOtherSeries() {
    for (int number = 0; number < 1_000; number++) {
      added(counter, longs(number, number + 1, series(number), 1));
      counter.evictNotSeenSince(number);
      assertThat(counter.size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void limitMustBePositive() {
    assertThatThrownBy(() -> DeltaAccumulator.ofHistograms(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxSeries must be positive: maxSeries=0");
  }
}
