/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static io.github.remotewrite.otel.RelabelAction.DROP;
import static io.github.remotewrite.otel.RelabelAction.DROP_EQUAL;
import static io.github.remotewrite.otel.RelabelAction.HASH_MOD;
import static io.github.remotewrite.otel.RelabelAction.KEEP;
import static io.github.remotewrite.otel.RelabelAction.KEEP_EQUAL;
import static io.github.remotewrite.otel.RelabelAction.LABEL_DROP;
import static io.github.remotewrite.otel.RelabelAction.LABEL_KEEP;
import static io.github.remotewrite.otel.RelabelAction.LABEL_MAP;
import static io.github.remotewrite.otel.RelabelAction.LOWERCASE;
import static io.github.remotewrite.otel.RelabelAction.UPPERCASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What each action does to labels, as {@code TestRelabel} in Prometheus 3 has it, with the same
 * inputs and results, and some more.
 */
class RelabelRulesTest {
  private static final Map<String, String> ABC = Map.of("a", "foo", "b", "bar", "c", "baz");
  private static final Map<String, String> PORTS =
      Map.of("__tmp_port", "1234", "__port1", "1234", "__port2", "5678");
  private static final Map<String, String> B1_B2 = Map.of("a", "foo", "b1", "bar", "b2", "baz");
  private static final Map<String, String> SOME_NAME_VALUE = Map.of("a", "some-name-value");
  private static final String SOME = "some-([^-]+)-([^,]+)";

  @Test
  void replaceWritesTheExpandedReplacement() {
    assertThat(apply(ABC, replace("f(.*)", "d", "ch${1}-ch${1}", "a")))
        .isEqualTo(Map.of("a", "foo", "b", "bar", "c", "baz", "d", "choo-choo"));
  }

  @Test
  void ruleSeesWhatTheRuleBeforeWrote() {
    assertThat(
            apply(
                ABC,
                replace("f(.*);(.*)r", "a", "b${1}${2}m", "a", "b"),
                replace("(b).*b(.*)ba(.*)", "d", "$1$2$2$3", "c", "a")))
        .isEqualTo(Map.of("a", "boobam", "b", "bar", "c", "baz", "d", "boooom"));
  }

  @Test
  void droppedSeriesMeetsNoFurtherRule() {
    assertThat(
            apply(
                Map.of("a", "foo"),
                filter(DROP, ".*o.*", "a"),
                replace("f(.*)", "d", "ch$1-ch$1", "a")))
        .isNull();
  }

  @Test
  void dropDropsWhatMatches() {
    assertThat(apply(Map.of("a", "foo", "b", "bar"), filter(DROP, ".*o.*", "a"))).isNull();
  }

  @Test
  void dropKeepsWhatDoesNotMatch() {
    assertUnchanged(Map.of("a", "foo"), filter(DROP, "no-match", "a"));
  }

  @Test
  void alternativesAreAnchoredTogether() {
    assertUnchanged(Map.of("a", "foo"), filter(DROP, "f|o", "a"));
  }

  @Test
  void keepDropsWhatDoesNotMatch() {
    assertThat(apply(Map.of("a", "foo"), filter(KEEP, "no-match", "a"))).isNull();
  }

  @Test
  void keepKeepsWhatMatches() {
    assertUnchanged(Map.of("a", "foo"), filter(KEEP, "f.*", "a"));
  }

  @Test
  void missingSourceLabelIsEmpty() {
    assertUnchanged(Map.of("a", "foo"), filter(KEEP, ";foo;", "x", "a", "y"));
    assertThat(apply(Map.of("a", "foo"), filter(DROP, "", "x"))).isNull();
  }

  @Test
  void withoutSourceLabelsTheValueIsEmpty() {
    assertUnchanged(Map.of("a", "foo"), filter(KEEP, ""));
  }

  @Test
  void separatorStandsBetweenTheValues() {
    RelabelConfig rule =
        RelabelConfig.builder()
            .setSourceLabels("a", "b", "a")
            .setSeparator("")
            .setTargetLabel("d")
            .build();
    assertThat(apply(Map.of("a", "1", "b", "2"), rule))
        .isEqualTo(Map.of("a", "1", "b", "2", "d", "121"));
  }

  @Test
  void replaceCanTakeAPartOfTheValue() {
    assertThat(apply(Map.of("a", "abc"), replace(".*(b).*", "d", "$1", "a")))
        .isEqualTo(Map.of("a", "abc", "d", "b"));
  }

  @Test
  void replaceWithoutMatchChangesNothing() {
    assertUnchanged(Map.of("a", "boo"), replace("f", "b", "bar", "a"));
  }

  @Test
  void emptyReplacementRemovesTheTarget() {
    assertThat(apply(Map.of("a", "foo", "f", "baz"), replace("(f).*", "$1", "$2", "a")))
        .isEqualTo(Map.of("a", "foo"));
    assertThat(apply(Map.of("a", "foo", "f", "baz"), replace("(.*)", "f", "")))
        .isEqualTo(Map.of("a", "foo"));
  }

  @Test
  void fixedReplacementNeedsNoSource() {
    assertThat(apply(Map.of("a", "foo"), replace("(.*)", "cluster", "dev")))
        .isEqualTo(Map.of("a", "foo", "cluster", "dev"));
  }

  @Test
  void targetOfReplaceCanComeFromTheMatch() {
    assertThat(apply(SOME_NAME_VALUE, replace(SOME, "${1}", "${2}", "a")))
        .isEqualTo(Map.of("a", "some-name-value", "name", "value"));
  }

  @Test
  void groupThatDoesNotExistIsAnEmptyReplacement() {
    assertUnchanged(SOME_NAME_VALUE, replace(SOME, "${1}", "${3}", "a"));
  }

  @Test
  void targetThatIsNoLabelNameSkipsTheRule() {
    Map<String, String> labels = Map.of("a", "some-name-0");
    assertUnchanged(
        labels,
        replace(SOME, "${3}", "${1}", "a"),
        replace(SOME, "${2}", "${1}", "a"),
        replace("some-([^-]+)(-[^,]+)", "${2}", "${1}", "a"),
        replace("some-([^-]+)(-[^,]+)", "${3}", "${1}", "a"));
  }

  @Test
  void labelsAreReadFromATagList() {
    String tags = "path:/secret,job:some-job,label:foo=bar";
    assertThat(
            apply(
                Map.of("__meta_sd_tags", tags),
                replace("(?:.+,|^)path:(/[^,]+).*", "__metrics_path__", "${1}", "__meta_sd_tags"),
                replace("(?:.+,|^)job:([^,]+).*", "job", "${1}", "__meta_sd_tags"),
                replace("(?:.+,|^)label:([^=]+)=([^,]+).*", "${1}", "${2}", "__meta_sd_tags")))
        .isEqualTo(
            Map.of(
                "__meta_sd_tags",
                tags,
                "__metrics_path__",
                "/secret",
                "job",
                "some-job",
                "foo",
                "bar"));
  }

  // https://github.com/prometheus/prometheus/issues/12283
  @Test
  void removedLabelCanBeWrittenAgain() {
    String name = "__meta_kubernetes_pod_container_port_name";
    String port = "__meta_kubernetes_pod_annotation_XXX_metrics_port";
    assertThat(
            apply(
                Map.of(name, "foo", port, "9091"),
                names(LABEL_DROP, "^" + name + "$"),
                replace("(.+)", name, "metrics", port),
                filter(KEEP, "^metrics$", name)))
        .isEqualTo(Map.of(port, "9091", name, "metrics"));
  }

  @Test
  void dotMatchesLineFeeds() {
    assertThat(
            apply(
                Map.of("a", "line1\nline2", "b", "bar"),
                replace("line1.*line2", "d", "match${1}", "a")))
        .isEqualTo(Map.of("a", "line1\nline2", "b", "bar", "d", "match"));
  }

  @Test
  void sourceLabelCanHaveAnyName() {
    assertThat(
            apply(
                Map.of("utf-8.label", "line1\nline2"),
                replace("line1.*line2", "d", "match${1}", "utf-8.label")))
        .isEqualTo(Map.of("utf-8.label", "line1\nline2", "d", "match"));
  }

  @Test
  void replacementCanReferToGroupsByName() {
    String regex = "(line1).*(?<second>line2)";
    assertThat(
            apply(
                Map.of("a", "line1\nline2"),
                replace(regex, "label1_${1}", "val_${second}", "a"),
                replace(regex, "label2_$1", "val_$second", "a")))
        .isEqualTo(
            Map.of("a", "line1\nline2", "label1_line1", "val_line2", "label2_line1", "val_line2"));
  }

  @Test
  void typeAndUnitCanBeReadFromTheMetricName() {
    assertThat(
            apply(
                Map.of("__name__", "http_requests_total"),
                replace(".*_total$", "__type__", "counter", "__name__")))
        .isEqualTo(Map.of("__name__", "http_requests_total", "__type__", "counter"));
    assertThat(
            apply(
                Map.of("__name__", "disk_usage_bytes"),
                replace(".*_bytes$", "__unit__", "bytes", "__name__")))
        .isEqualTo(Map.of("__name__", "disk_usage_bytes", "__unit__", "bytes"));
  }

  @Test
  void addressTakesAnotherPort() {
    assertThat(
            apply(
                Map.of("address", "10.132.183.40:80", "port", "9091"),
                replace("(.+?)(\\:\\d+)?;(\\d+)", "address", "$1:$3", "address", "port")))
        .isEqualTo(Map.of("address", "10.132.183.40:9091", "port", "9091"));
  }

  @Test
  void hashModWritesTheHash() {
    assertThat(apply(ABC, hashMod("c")))
        .isEqualTo(Map.of("a", "foo", "b", "bar", "c", "baz", "d", "976"));
    assertThat(apply(Map.of("a", "foo\nbar"), hashMod("a")))
        .isEqualTo(Map.of("a", "foo\nbar", "d", "734"));
  }

  @Test
  void labelMapCopiesLabels() {
    assertThat(apply(B1_B2, labelMap("(b.*)", "bar_${1}")))
        .isEqualTo(Map.of("a", "foo", "b1", "bar", "b2", "baz", "bar_b1", "bar", "bar_b2", "baz"));
  }

  @Test
  void labelMapCanShortenNames() {
    assertThat(
            apply(
                Map.of(
                    "a", "foo", "__meta_my_bar", "aaa", "__meta_my_baz", "bbb", "__meta_o", "ccc"),
                labelMap("__meta_(my.*)", "${1}")))
        .isEqualTo(
            Map.of(
                "a",
                "foo",
                "__meta_my_bar",
                "aaa",
                "__meta_my_baz",
                "bbb",
                "__meta_o",
                "ccc",
                "my_bar",
                "aaa",
                "my_baz",
                "bbb"));
  }

  @Test
  void labelMapDoesNotSeeItsOwnCopies() {
    assertThat(apply(Map.of("a", "1"), labelMap("(a+)", "${1}a")))
        .isEqualTo(Map.of("a", "1", "aa", "1"));
  }

  @Test
  void lastLabelMappedToANameWins() {
    assertThat(apply(B1_B2, labelMap("b.", "b"))).containsEntry("b", "baz");
    // b1 was written by a rule, so its turn comes after b2's.
    assertThat(apply(B1_B2, replace("(.*)", "b1", "new"), labelMap("b.", "b")))
        .containsEntry("b", "new");
  }

  @Test
  void labelMapSkipsNamesThatAreNoLabelNames() {
    assertUnchanged(B1_B2, labelMap("b(.)", "$1"), labelMap("a(.*)", "$1"));
  }

  @Test
  void labelKeepRemovesOtherLabels() {
    assertThat(apply(B1_B2, names(LABEL_KEEP, "(b.*)")))
        .isEqualTo(Map.of("b1", "bar", "b2", "baz"));
  }

  @Test
  void labelDropRemovesLabels() {
    assertThat(apply(B1_B2, names(LABEL_DROP, "(b.*)"))).isEqualTo(Map.of("a", "foo"));
  }

  @Test
  void upperAndLowerCaseAreWrittenToTheTarget() {
    assertThat(
            apply(
                Map.of("foo", "bAr123Foo"),
                sourceAndTarget(UPPERCASE, "foo", "foo_uppercase"),
                sourceAndTarget(LOWERCASE, "foo", "foo_lowercase")))
        .isEqualTo(
            Map.of("foo", "bAr123Foo", "foo_lowercase", "bar123foo", "foo_uppercase", "BAR123FOO"));
  }

  @Test
  void caseOfAMissingLabelRemovesTheTarget() {
    assertThat(apply(Map.of("a", "x", "b", "y"), sourceAndTarget(LOWERCASE, "none", "b")))
        .isEqualTo(Map.of("a", "x"));
  }

  @Test
  void keepEqualKeepsEqualValues() {
    assertUnchanged(PORTS, sourceAndTarget(KEEP_EQUAL, "__tmp_port", "__port1"));
  }

  @Test
  void keepEqualDropsDifferentValues() {
    assertThat(apply(PORTS, sourceAndTarget(KEEP_EQUAL, "__tmp_port", "__port2"))).isNull();
  }

  @Test
  void dropEqualDropsEqualValues() {
    assertThat(apply(PORTS, sourceAndTarget(DROP_EQUAL, "__tmp_port", "__port1"))).isNull();
  }

  @Test
  void dropEqualKeepsDifferentValues() {
    assertUnchanged(PORTS, sourceAndTarget(DROP_EQUAL, "__tmp_port", "__port2"));
  }

  @Test
  void twoMissingLabelsAreEqual() {
    assertUnchanged(PORTS, sourceAndTarget(KEEP_EQUAL, "none", "neither"));
  }

  @Test
  void labelWithoutValueIsNoLabel() {
    assertThat(apply(Map.of("a", "foo", "b", ""), labelMap("(.*)", "x_$1")))
        .isEqualTo(Map.of("a", "foo", "x_a", "foo"));
  }

  private static @Nullable Map<String, String> apply(
      Map<String, String> labels, RelabelConfig... rules) {
    return new Relabeler(List.of(rules)).applyRules(labels);
  }

  private static void assertUnchanged(Map<String, String> labels, RelabelConfig... rules) {
    assertThat(apply(labels, rules)).isEqualTo(labels);
  }

  private static RelabelConfig replace(
      String regex, String target, String replacement, String... sources) {
    return RelabelConfig.builder()
        .setSourceLabels(sources)
        .setRegex(regex)
        .setTargetLabel(target)
        .setReplacement(replacement)
        .build();
  }

  private static RelabelConfig filter(RelabelAction action, String regex, String... sources) {
    return RelabelConfig.builder()
        .setAction(action)
        .setSourceLabels(sources)
        .setRegex(regex)
        .build();
  }

  private static RelabelConfig sourceAndTarget(RelabelAction action, String source, String target) {
    return RelabelConfig.builder()
        .setAction(action)
        .setSourceLabels(source)
        .setTargetLabel(target)
        .build();
  }

  private static RelabelConfig hashMod(String source) {
    return RelabelConfig.builder()
        .setAction(HASH_MOD)
        .setSourceLabels(source)
        .setTargetLabel("d")
        .setModulus(1000)
        .build();
  }

  private static RelabelConfig labelMap(String regex, String replacement) {
    return RelabelConfig.builder()
        .setAction(LABEL_MAP)
        .setRegex(regex)
        .setReplacement(replacement)
        .build();
  }

  private static RelabelConfig names(RelabelAction action, String regex) {
    return RelabelConfig.builder().setAction(action).setRegex(regex).build();
  }
}
