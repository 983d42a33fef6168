/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

/**
 * A rule that a request broke, and where.
 *
 * @param rule the broken rule
 * @param detail the place and the values found there, as {@code name=value} pairs
 */
public record Violation(Rule rule, String detail) {

  public Violation {
    requireNonNull(rule, "rule");
    requireNonNull(detail, "detail");
  }

  @Override
  public String toString() {
    return rule + ": " + rule.sentence() + " (" + rule.clause() + "): " + detail;
  }
}
