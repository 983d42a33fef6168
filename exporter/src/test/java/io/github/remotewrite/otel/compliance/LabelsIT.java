/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v2.Request;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code labels_test.go}. */
class LabelsIT extends ComplianceFixture {
  /** label_lexicographic_ordering; upper case stands before {@code __name__}. */
  @Test
  void labelsAreSortedByTheirBytes() {
    export(
        Feed.gauge(
            "g",
            1,
            Attributes.of(stringKey("zzz"), "1", stringKey("Aaa"), "2", stringKey("aaa"), "3")));

    Request message = message();
    List<String> names = new ArrayList<>();
    List<Integer> refs = message.getTimeseries(0).getLabelsRefsList();
    for (int i = 0; i < refs.size(); i += 2) {
      names.add(message.getSymbols(refs.get(i)));
    }
    assertThat(names).containsExactly("Aaa", "__name__", "aaa", "instance", "job", "zzz");
  }

  /** metric_name_label_present, metric_name_format_valid, label_name_format_valid. */
  @Test
  void namesAreClassic() {
    export(
        Feed.gauge("valid:subsystem.total/x", 1, Attributes.of(stringKey("http.route"), "/")),
        Feed.gauge("größe", 1, Attributes.of(stringKey("1"), "/")));

    assertThat(receiver.series())
        .hasSize(2)
        .allSatisfy(
            series -> {
              assertThat(series.metricName()).matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
              assertThat(series.labels().keySet())
                  .allMatch(name -> name.matches("[a-zA-Z_][a-zA-Z0-9_]*"));
            });
  }

  /** no_duplicate_label_names; what becomes one label is joined. */
  @Test
  void attributesThatBecomeOneLabelAreJoined() {
    export(Feed.gauge("g", 1, Attributes.of(stringKey("a.b"), "1", stringKey("a_b"), "2")));

    assertThat(series("g").labels()).containsEntry("a_b", "1;2");
  }

  /** label_names_not_empty, label_values_may_be_empty; without a value there is no label. */
  @Test
  void emptyValueIsNoLabel() {
    export(Feed.gauge("g", 1, Attributes.of(stringKey("empty"), "")));

    assertThat(series("g").labels()).containsOnlyKeys("__name__", "job", "instance");
  }

  /** reserved_label_prefix. */
  @Test
  void noLabelBeginsWithTwoUnderscoresButTheName() {
    export(
        Feed.gauge("g", 1, Attributes.of(stringKey("__x__"), "1", stringKey("__name__"), "other")));

    assertThat(series("g").labels())
        .containsEntry("_x_", "1")
        .containsEntry("__name__", "g")
        .hasSize(4);
  }

  /** unicode_in_label_values, special_chars_in_label_values. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\uD83D\uDE80 \u4F60\u597D", "/path?a=b&c=\"d\"", "a\nb\\", "\u0000", "caf\u00e9"})
  void valueIsKept(String value) {
    export(Feed.gauge("g", 1, Attributes.of(stringKey("v"), value)));

    assertThat(series("g").labels()).containsEntry("v", value);
  }

  /** very_long_label_names, very_long_label_values, many_labels_per_series. */
  @Test
  void longAndManyLabelsAreKept() {
    String name = "n".repeat(300);
    String value = "v".repeat(10_000);
    var attributes = Attributes.builder().put(name, value);
    IntStream.range(0, 50).forEach(i -> attributes.put("label_" + i, "value_" + i));

    export(Feed.gauge("g", 1, attributes.build()));

    assertThat(series("g").labels()).hasSize(54).containsEntry(name, value);
  }
}
