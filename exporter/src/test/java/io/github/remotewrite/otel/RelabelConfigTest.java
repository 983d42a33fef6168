/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static io.github.remotewrite.otel.RelabelAction.DROP;
import static io.github.remotewrite.otel.RelabelAction.HASH_MOD;
import static io.github.remotewrite.otel.RelabelAction.LABEL_MAP;
import static io.github.remotewrite.otel.RelabelAction.LOWERCASE;
import static io.github.remotewrite.otel.RelabelAction.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelabelConfigTest {
  @Test
  void defaultsArePrometheus() {
    RelabelConfig rule = builder(REPLACE).setTargetLabel("a").build();
    assertThat(rule).isEqualTo(RelabelConfig.builder().setTargetLabel("a").build());
    assertThat(rule.action()).isEqualTo(REPLACE);
    assertThat(rule.sourceLabels()).isEmpty();
    assertThat(rule.separator()).isEqualTo(";");
    assertThat(rule.regex()).isEqualTo("(.*)");
    assertThat(rule.modulus()).isZero();
    assertThat(rule.replacement()).isEqualTo("$1");
  }

  @Test
  void actionsAreSpelledAsInPrometheus() {
    assertThat(Arrays.stream(RelabelAction.values()).map(RelabelAction::toString))
        .containsExactly(
            "replace",
            "keep",
            "drop",
            "keepequal",
            "dropequal",
            "hashmod",
            "labelmap",
            "labeldrop",
            "labelkeep",
            "lowercase",
            "uppercase");
  }

  @Test
  void toStringIsTheYamlWithoutDefaults() {
    assertThat(RelabelConfig.keepMetrics("up"))
        .hasToString("{source_labels: [\"__name__\"], regex: \"up\", action: keep}");
    assertThat(RelabelConfig.dropMetrics("up"))
        .hasToString("{source_labels: [\"__name__\"], regex: \"up\", action: drop}");
    assertThat(
            builder(HASH_MOD)
                .setSourceLabels("a", "b")
                .setSeparator("\"")
                .setRegex("\\d\n")
                .setModulus(8)
                .setTargetLabel("t")
                .setReplacement("")
                .build())
        .hasToString(
            "{source_labels: [\"a\", \"b\"], separator: \"\\\"\", regex: \"\\\\d\\n\", modulus: 8,"
                + " target_label: \"t\", replacement: \"\", action: hashmod}");
  }

  @Test
  void variantIsDerivedFromARule() {
    RelabelConfig rule =
        builder(HASH_MOD)
            .setSourceLabels("a")
            .setSeparator(",")
            .setRegex("x")
            .setModulus(8)
            .setTargetLabel("t")
            .setReplacement("y")
            .build();
    assertThat(rule.toBuilder().build()).isEqualTo(rule).hasSameHashCodeAs(rule);
    assertThat(rule.toBuilder().setModulus(9).build()).isNotEqualTo(rule);
  }

  @Test
  void wrongValuesAreRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelabelConfig.builder().setModulus(0))
        .withMessage("modulus must be positive: modulus=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelabelConfig.builder().setSourceLabels("a", ""))
        .withMessage("source labels must not be empty: sourceLabels=[a, ]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelabelConfig.keepMetrics("("))
        .withMessageStartingWith("regex is not valid: regex=(, problem=");
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLACE", "LOWERCASE", "UPPERCASE", "KEEP_EQUAL", "DROP_EQUAL"})
  void targetIsRequired(RelabelAction action) {
    assertRefused(
        builder(action),
        "targetLabel is required with this action: action=" + action + ", targetLabel=");
  }

  @Test
  void hashModRequiresTargetAndModulus() {
    assertRefused(
        builder(HASH_MOD).setTargetLabel("a"),
        "modulus is required with this action: action=hashmod, modulus=0");
    assertRefused(
        builder(HASH_MOD).setModulus(2),
        "targetLabel is required with this action: action=hashmod, targetLabel=");
  }

  @ParameterizedTest
  @EnumSource(names = {"HASH_MOD", "LOWERCASE", "UPPERCASE", "KEEP_EQUAL", "DROP_EQUAL"})
  void targetIsALabelName(RelabelAction action) {
    assertRefused(
        builder(action).setModulus(1).setTargetLabel("${3}"),
        "targetLabel must match [a-zA-Z_][a-zA-Z0-9_]* with this action: action="
            + action
            + ", targetLabel=${3}");
  }

  @Test
  void targetOfReplaceCanHaveReferences() {
    assertThat(builder(REPLACE).setTargetLabel("${3}").build().targetLabel()).isEqualTo("${3}");
    assertRefused(
        builder(REPLACE).setTargetLabel("a.b"),
        "targetLabel must match [a-zA-Z_][a-zA-Z0-9_]* with this action: action=replace,"
            + " targetLabel=a.b");
    for (String target : new String[] {"0${3}", "-${3}", "a$"}) {
      assertRefused(
          builder(REPLACE).setTargetLabel(target),
          "targetLabel must match [a-zA-Z_][a-zA-Z0-9_]* but for references to groups with this"
              + " action: action=replace, targetLabel="
              + target);
    }
  }

  @Test
  void replacementOfLabelMapIsALabelName() {
    for (String replacement : new String[] {"$1", "${1}", "x"}) {
      assertThat(builder(LABEL_MAP).setReplacement(replacement).build().replacement())
          .isEqualTo(replacement);
    }
    assertRefused(
        builder(LABEL_MAP).setReplacement("a.$1"),
        "replacement must match [a-zA-Z_][a-zA-Z0-9_]* but for references to groups with this"
            + " action: action=labelmap, replacement=a.$1");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOWERCASE", "UPPERCASE", "KEEP_EQUAL", "DROP_EQUAL"})
  void replacementIsRefused(RelabelAction action) {
    assertRefused(
        builder(action).setTargetLabel("a").setReplacement("x"),
        "replacement can't be set with this action: action=" + action + ", replacement=x");
  }

  @ParameterizedTest
  @EnumSource(names = {"KEEP_EQUAL", "DROP_EQUAL"})
  void equalTakesSourceAndTargetOnly(RelabelAction action) {
    String suffix = " can't be set with this action: action=" + action + ", ";
    assertRefused(targeted(action).setRegex("x"), "regex" + suffix + "regex=x");
    assertRefused(targeted(action).setSeparator(","), "separator" + suffix + "separator=,");
    assertRefused(targeted(action).setModulus(2), "modulus" + suffix + "modulus=2");
    assertThat(targeted(action).setSourceLabels("b", "c").build().targetLabel()).isEqualTo("a");
  }

  @ParameterizedTest
  @EnumSource(names = {"LABEL_DROP", "LABEL_KEEP"})
  void removalOfLabelsTakesRegexOnly(RelabelAction action) {
    String suffix = " can't be set with this action: action=" + action + ", ";
    assertRefused(
        builder(action).setSourceLabels("a"), "sourceLabels" + suffix + "sourceLabels=[a]");
    assertRefused(builder(action).setTargetLabel("a"), "targetLabel" + suffix + "targetLabel=a");
    assertRefused(builder(action).setReplacement("x"), "replacement" + suffix + "replacement=x");
    assertRefused(builder(action).setSeparator(","), "separator" + suffix + "separator=,");
    assertRefused(builder(action).setModulus(2), "modulus" + suffix + "modulus=2");
    assertThat(builder(action).setRegex("x").build().regex()).isEqualTo("x");
  }

  // Prometheus lets these pass, too.
  @Test
  void fieldsWithoutUseArePassedOver() {
    assertThat(builder(DROP).setTargetLabel("a.b").setModulus(3).build().modulus()).isEqualTo(3);
    assertThat(builder(LOWERCASE).setTargetLabel("a").setRegex("x").build().regex()).isEqualTo("x");
    assertThat(builder(LABEL_MAP).setSourceLabels("a").build().sourceLabels()).containsExactly("a");
  }

  private static RelabelConfig.Builder builder(RelabelAction action) {
    return RelabelConfig.builder().setAction(action);
  }

  private static RelabelConfig.Builder targeted(RelabelAction action) {
    return builder(action).setTargetLabel("a");
  }

  private static void assertRefused(RelabelConfig.Builder rule, String message) {
    assertThatIllegalArgumentException().isThrownBy(rule::build).withMessage(message);
  }
}
