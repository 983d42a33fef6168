/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static io.github.remotewrite.otel.RelabelAction.KEEP;
import static io.github.remotewrite.otel.RelabelAction.LABEL_DROP;
import static io.github.remotewrite.otel.RelabelAction.LABEL_KEEP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelabelerTest {
  private static final Map<String, String> SERIES = Map.of("__name__", "up", "job", "shop");

  @Test
  void withoutRulesNothingChanges() {
    assertThat(relabel(SERIES)).isEqualTo(SERIES);
  }

  @Test
  void labelsAreSortedAndTheInputIsLeftAlone() {
    Map<String, String> relabelled =
        requireNonNull(relabel(SERIES, write("a", "1"), write("Z", "2")));
    assertThat(relabelled.keySet()).containsExactly("Z", "__name__", "a", "job");
    assertThat(SERIES).hasSize(2);
  }

  // Remote Write 1.0, "Labels": names that begin with two underscores are reserved.
  @Test
  void reservedLabelsAreScratchSpace() {
    assertThat(
            relabel(
                SERIES,
                write("__tmp", "x"),
                RelabelConfig.builder().setSourceLabels("__tmp").setTargetLabel("copy").build()))
        .isEqualTo(Map.of("__name__", "up", "job", "shop", "copy", "x"));
  }

  @Test
  void metricCanBeRenamed() {
    assertThat(relabel(SERIES, write("__name__", "shop:up")))
        .isEqualTo(Map.of("__name__", "shop:up", "job", "shop"));
  }

  @Test
  void seriesWithoutMetricNameIsDropped() {
    assertThat(relabel(SERIES, write("__name__", ""))).isNull();
    assertThat(relabel(SERIES, names(LABEL_KEEP, "job"))).isNull();
    assertThat(relabel(SERIES, names(LABEL_DROP, ".*"))).isNull();
    assertThat(relabel(Map.of("job", "shop"))).isNull();
    assertThat(relabel(Map.of())).isNull();
  }

  @Test
  void seriesRenamedToNoMetricNameIsDropped() {
    assertThat(relabel(SERIES, write("__name__", "not a name"))).isNull();
  }

  @Test
  void namesThatNoRuleWroteAreNotChecked() {
    Map<String, String> utf8 = Map.of("__name__", "http.requests", "http.route", "/");
    assertThat(relabel(utf8, write("a", "1")))
        .isEqualTo(Map.of("__name__", "http.requests", "http.route", "/", "a", "1"));
  }

  @Test
  void keepMetricsKeepsMatchingNames() {
    assertThat(relabel(SERIES, RelabelConfig.keepMetrics("up|down"))).isEqualTo(SERIES);
    assertThat(relabel(SERIES, RelabelConfig.keepMetrics("u"))).isNull();
  }

  @Test
  void dropMetricsDropsMatchingNames() {
    assertThat(relabel(SERIES, RelabelConfig.dropMetrics("u.*"))).isNull();
    assertThat(relabel(SERIES, RelabelConfig.dropMetrics("u"))).isEqualTo(SERIES);
  }

  @ParameterizedTest
  @EnumSource
  void hostileLabelsDoNotThrow(RelabelAction action) {
    Relabeler relabeler = new Relabeler(List.of(ruleOf(action)));
    for (String text : hostileTexts()) {
      for (String name : hostileTexts()) {
        Map<String, String> labels = Map.of("__name__", text, name + "_", text, "a", text);
        assertThatCode(() -> relabeler.relabel(labels)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void matchThatRunsOutOfStepsIsNone() {
    Map<String, String> labels = Map.of("__name__", "up", "a", "a".repeat(64));
    assertThat(relabel(labels, filterA("(a+)+b"))).isNull();
  }

  @Test
  void matchThatRunsOutOfStackIsNone() {
    Map<String, String> labels = Map.of("__name__", "up", "a", "a".repeat(1_000_000));
    assertThat(relabel(labels, filterA("(a|b)*"))).isNull();
  }

  private static List<String> hostileTexts() {
    List<String> texts =
        new ArrayList<>(
            Arrays.asList("", "$", "$1", "${", "\\", "\0", "\n", "\uD800", "\uDC00x\uD83D"));
    texts.add("x".repeat(10_000));
    texts.add("\uD800".repeat(10_000));
    texts.add("$1;".repeat(3_000));
    return texts;
  }

  private static RelabelConfig ruleOf(RelabelAction action) {
    RelabelConfig.Builder rule = RelabelConfig.builder().setAction(action);
    return switch (action) {
      case REPLACE ->
          rule.setSourceLabels("__name__", "a")
              .setRegex("(.*;?)*(\\$.*)?")
              .setTargetLabel("a$1")
              .setReplacement("$2$1")
              .build();
      case KEEP, DROP -> rule.setSourceLabels("a", "__name__").setRegex("(x|;|y)*").build();
      case LABEL_MAP -> rule.setRegex("(.|\n)*").setReplacement("_$1").build();
      case LABEL_DROP, LABEL_KEEP -> rule.setRegex("(x*)*y").build();
      case HASH_MOD -> rule.setSourceLabels("a").setTargetLabel("b").setModulus(7).build();
      case KEEP_EQUAL, DROP_EQUAL, LOWERCASE, UPPERCASE ->
          rule.setSourceLabels("a").setTargetLabel("__name__").build();
    };
  }

  private static @Nullable Map<String, String> relabel(
      Map<String, String> labels, RelabelConfig... rules) {
    return new Relabeler(List.of(rules)).relabel(labels);
  }

  private static RelabelConfig write(String label, String value) {
    return RelabelConfig.builder().setTargetLabel(label).setReplacement(value).build();
  }

  private static RelabelConfig filterA(String regex) {
    return RelabelConfig.builder().setAction(KEEP).setSourceLabels("a").setRegex(regex).build();
  }

  private static RelabelConfig names(RelabelAction action, String regex) {
    return RelabelConfig.builder().setAction(action).setRegex(regex).build();
  }
}
