/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.example.display.Arrivals;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.ExportStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  @Test
  void everythingStoredIsSuccess() {
    Verdict verdict = Verdict.of(statistics(10, Map.of(), Map.of()), stored(10), true);

    assertThat(verdict).isEqualTo(new Verdict(List.of()));
    assertThat(verdict.exitCode()).isZero();
  }

  @Test
  void receiverOfOthersIsJudgedByItsAnswers() {
    assertThat(Verdict.of(statistics(10, Map.of(), Map.of()), Optional.empty(), true).exitCode())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource
  void samplesDroppedAreFailure(DropReason reason) {
    Verdict verdict = Verdict.of(statistics(10, Map.of(), Map.of(reason, 3L)), stored(10), true);

    assertThat(verdict.failures())
        .containsExactly("samples were not delivered: reason=" + reason + ", count=3");
    assertThat(verdict.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void dataPointsDroppedAreFailure(DataPointDropReason reason) {
    Verdict verdict = Verdict.of(statistics(10, Map.of(reason, 2L), Map.of()), stored(10), true);

    assertThat(verdict.failures())
        .containsExactly("data points were not translated: reason=" + reason + ", count=2");
  }

  @Test
  void samplesWrittenMustBeStored() {
    Verdict verdict = Verdict.of(statistics(10, Map.of(), Map.of()), stored(9), true);

    assertThat(verdict.failures())
        .containsExactly("the receiver must store what was written: written=10, stored=9");
  }

  @Test
  void violationIsFailureAndShown() {
    Arrivals arrivals = new Arrivals(Map.of(), List.of(), 2, 10, 100, 1, List.of("LABELS_SORTED"));

    Verdict verdict = Verdict.of(statistics(10, Map.of(), Map.of()), Optional.of(arrivals), true);

    assertThat(verdict.failures())
        .containsExactly("requests broke rules: violations=1", "LABELS_SORTED");
  }

  @Test
  void nothingWrittenIsFailure() {
    assertThat(Verdict.of(statistics(0, Map.of(), Map.of()), stored(0), true).failures())
        .containsExactly("no sample was written");
  }

  @Test
  void lateStopIsFailure() {
    assertThat(Verdict.of(statistics(1, Map.of(), Map.of()), stored(1), false).failures())
        .containsExactly("the SDK did not stop in time");
  }

  private static ExportStatistics statistics(
      long written, Map<DataPointDropReason, Long> untranslated, Map<DropReason, Long> dropped) {
    return new ExportStatistics(
        untranslated,
        new DeliveryStatistics(written, dropped, 0, 1, written * 10, Map.of(), Map.of()));
  }

  private static Optional<Arrivals> stored(long samples) {
    return Optional.of(new Arrivals(Map.of(), List.of(), 1, samples, 100, 0, List.of()));
  }
}
