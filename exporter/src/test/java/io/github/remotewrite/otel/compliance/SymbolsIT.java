/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v2.Request;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code symbols_test.go}. */
class SymbolsIT extends ComplianceFixture {
  /** empty_string_at_index_zero. */
  @Test
  void firstSymbolIsTheEmptyString() {
    exportShop();

    assertThat(message().getSymbols(0)).isEmpty();
  }

  /** string_deduplication. */
  @Test
  void everySymbolStandsOnceAndIsReferredTo() {
    exportShop();

    Request message = message();
    assertThat(message.getSymbolsList()).doesNotHaveDuplicates();
    Set<Integer> used = new HashSet<>(Set.of(0));
    for (TimeSeries series : message.getTimeseriesList()) {
      used.addAll(series.getLabelsRefsList());
      used.add(series.getMetadata().getHelpRef());
      used.add(series.getMetadata().getUnitRef());
      series.getExemplarsList().forEach(exemplar -> used.addAll(exemplar.getLabelsRefsList()));
    }
    assertThat(used).hasSize(message.getSymbolsCount());
  }

  /** labels_refs_valid_indices, labels_refs_even_length. */
  @Test
  void referencesAreEvenInNumberAndPointToSymbols() {
    exportShop();

    Request message = message();
    assertThat(message.getTimeseriesList())
        .allSatisfy(
            series -> {
              assertThat(series.getLabelsRefsCount()).isEven().isPositive();
              assertThat(series.getLabelsRefsList())
                  .allMatch(ref -> ref > 0 && ref < message.getSymbolsCount());
            });
  }

  /** TestSymbolTableEfficiency; four series of one metric need no more than thirty symbols. */
  @Test
  void fourSeriesShareTheirSymbols() {
    export(
        Stream.of("GET 200", "GET 500", "POST 200", "POST 500")
            .map(it -> it.split(" ", 2))
            .map(
                it ->
                    Feed.gauge(
                        "http_requests",
                        1,
                        Attributes.of(stringKey("method"), it[0], stringKey("status"), it[1])))
            .toArray(MetricData[]::new));

    assertThat(message().getTimeseriesCount()).isEqualTo(4);
    assertThat(message().getSymbolsCount()).isLessThanOrEqualTo(30);
  }

  private void exportShop() {
    export(
        Feed.gauge("a", 1, Attributes.of(stringKey("x"), "y")),
        Feed.gauge("b", 1, Attributes.of(stringKey("y"), "x")),
        Feed.counter("c", "help", "By", 1, Feed.exemplar(1, Attributes.of(stringKey("x"), "z"))));
  }
}
