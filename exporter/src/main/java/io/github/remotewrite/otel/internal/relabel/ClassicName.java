/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.regex.Pattern;

/** The names every Prometheus version takes. */
final class ClassicName {
  static final String LABEL_RULE = "[a-zA-Z_][a-zA-Z0-9_]*";

  private static final Pattern LABEL = Pattern.compile(LABEL_RULE);
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  // The language of Prometheus' relabelTargetLegacy, without its ambiguity: on names that don't
  // match, that expression takes exponential time in Java.
  private static final Pattern LABEL_TEMPLATE =
      Pattern.compile("(?:[a-zA-Z_]|\\$(?:\\w|\\{\\w+}))(?:\\w++|\\$(?:\\w|\\{\\w+}))*+");

  private ClassicName() {}

  static boolean isLabelName(String name) {
    return LABEL.matcher(name).matches();
  }

  static boolean isMetricName(String name) {
    return METRIC.matcher(name).matches();
  }

  /** Whether it is a label name but for references such as {@code $1} or <code>${name}</code>. */
  static boolean isLabelTemplate(String template) {
    return LABEL_TEMPLATE.matcher(template).matches();
  }
}
