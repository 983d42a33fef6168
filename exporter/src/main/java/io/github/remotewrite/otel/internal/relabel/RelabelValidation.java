/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import static io.github.remotewrite.otel.RelabelConfig.DEFAULT_REGEX;
import static io.github.remotewrite.otel.RelabelConfig.DEFAULT_REPLACEMENT;
import static io.github.remotewrite.otel.RelabelConfig.DEFAULT_SEPARATOR;

import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;

/**
 * The fields an action needs, and those it refuses: Prometheus' {@code relabel.Config.Validate}.
 *
 * <p>As there, a field that holds its default counts as not set, and other fields an action has no
 * use for are let pass.
 */
public final class RelabelValidation {
  private final RelabelConfig config;
  private final RelabelAction action;

  private RelabelValidation(RelabelConfig config) {
    this.config = config;
    this.action = config.action();
  }

  /**
   * Checks that the fields fit the action.
   *
   * @throws IllegalArgumentException if not
   */
  public static void check(RelabelConfig config) {
    new RelabelValidation(config).check();
  }

  private void check() {
    switch (action) {
      case REPLACE -> requireTarget(config.targetLabel().contains("$"));
      case HASH_MOD -> {
        require(config.modulus() != 0, "modulus is required", "modulus", config.modulus());
        requireTarget(false);
      }
      case LOWERCASE, UPPERCASE -> {
        requireTarget(false);
        refuseReplacement();
      }
      case KEEP_EQUAL, DROP_EQUAL -> {
        requireTarget(false);
        refuse("regex", config.regex(), DEFAULT_REGEX);
        refuseReplacement();
        refuseSeparatorAndModulus();
      }
      case LABEL_MAP ->
          require(
              ClassicName.isLabelTemplate(config.replacement()),
              "replacement must match " + ClassicName.LABEL_RULE + " but for references to groups",
              "replacement",
              config.replacement());
      case LABEL_DROP, LABEL_KEEP -> {
        require(
            config.sourceLabels().isEmpty(),
            "sourceLabels can't be set",
            "sourceLabels",
            config.sourceLabels());
        refuse("targetLabel", config.targetLabel(), "");
        refuseReplacement();
        refuseSeparatorAndModulus();
      }
      case KEEP, DROP -> {} // An empty source is compared with the regex.
    }
  }

  private void requireTarget(boolean template) {
    String target = config.targetLabel();
    require(!target.isEmpty(), "targetLabel is required", "targetLabel", target);
    require(
        template ? ClassicName.isLabelTemplate(target) : ClassicName.isLabelName(target),
        "targetLabel must match "
            + ClassicName.LABEL_RULE
            + (template ? " but for references to groups" : ""),
        "targetLabel",
        target);
  }

  private void refuseReplacement() {
    refuse("replacement", config.replacement(), DEFAULT_REPLACEMENT);
  }

  private void refuseSeparatorAndModulus() {
    refuse("separator", config.separator(), DEFAULT_SEPARATOR);
    refuse("modulus", config.modulus(), 0L);
  }

  private void refuse(String field, Object value, Object defaultValue) {
    require(value.equals(defaultValue), field + " can't be set", field, value);
  }

  private void require(boolean condition, String rule, String field, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(
          rule + " with this action: action=" + action + ", " + field + "=" + value);
    }
  }
}
