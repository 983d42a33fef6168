/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code metadata_test.go}. */
class MetadataIT extends ComplianceFixture {
  /** metadata_type_counter, _gauge, _histogram, _summary; on every series. */
  @Test
  void everySeriesHasTheTypeOfItsMetric() {
    export(
        Feed.gauge("g", 1),
        Feed.counter("c", 1),
        Feed.histogram("h", 1, List.of(1L, 0L, 0L)),
        Feed.summary("s"),
        Feed.exponential("e"));

    assertThat(type("g")).containsExactly(StoredMetadata.Type.GAUGE);
    assertThat(type("c_total")).containsExactly(StoredMetadata.Type.COUNTER);
    for (String suffix : List.of("_count", "_sum", "_bucket")) {
      assertThat(type("h_seconds" + suffix)).containsExactly(StoredMetadata.Type.HISTOGRAM);
    }
    assertThat(type("e")).containsExactly(StoredMetadata.Type.HISTOGRAM);
    for (String suffix : List.of("_count", "_sum", "")) {
      assertThat(type("s" + suffix)).containsExactly(StoredMetadata.Type.SUMMARY);
    }
  }

  /**
   * metadata_help_text, metadata_help_with_newlines, metadata_help_with_special_chars,
   * metadata_empty_help_allowed, metadata_help_refs_valid.
   */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP requests", "two\nlines", "\"quoted\" \\ \u4F60", ""})
  void helpIsKept(String help) {
    export(Feed.counter("c", help, "", 1));

    assertThat(series("c_total").metadata().orElseThrow().help()).isEqualTo(help);
  }

  /** metadata_unit; in words. */
  @Test
  void unitIsInWords() {
    export(Feed.counter("c", "", "By/s", 1));

    assertThat(series("c_bytes_per_second_total").metadata().orElseThrow().unit())
        .isEqualTo("bytes_per_second");
  }

  /** metadata_consistent_across_series. */
  @Test
  void seriesOfAFamilyHaveTheSame() {
    export(Feed.histogram("h", 1, List.of(1L, 0L, 0L)));

    assertThat(message().getTimeseriesList().stream().map(TimeSeries::getMetadata).distinct())
        .hasSize(1);
  }

  private Set<StoredMetadata.Type> type(String name) {
    return receiver.series(name).stream()
        .map(series -> series.metadata().orElseThrow().type())
        .collect(Collectors.toSet());
  }
}
