/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import io.github.remotewrite.receiver.internal.decode.Label;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the labels of a series. Names may be any text in Remote Write 2.0. */
final class LabelCheck {
  /** The label that holds the metric name. */
  static final String METRIC_NAME = "__name__";

  private static final Pattern LABEL_NAME_PATTERN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern METRIC_NAME_PATTERN = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private final Protocol protocol;
  private final List<Label> labels;
  private final List<Violation> violations;

  private LabelCheck(Protocol protocol, List<Label> labels, List<Violation> violations) {
    this.protocol = protocol;
    this.labels = labels;
    this.violations = violations;
  }

  static void check(Protocol protocol, DecodedSeries series, List<Violation> violations) {
    LabelCheck check = new LabelCheck(protocol, series.labels(), violations);
    if (series.labels().isEmpty()) {
      check.add(Rule.LABELS_PRESENT, "");
      return;
    }
    check.checkNames();
    check.checkValues();
    check.checkOrder();
  }

  /** Returns whether this is the name of a label. */
  static boolean isName(Protocol protocol, String name) {
    return protocol == Protocol.V2 ? !name.isEmpty() : LABEL_NAME_PATTERN.matcher(name).matches();
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (Label label : labels) {
      String name = label.name();
      if (!names.add(name)) {
        add(Rule.LABEL_NAME_REPEATED, ", name=" + name);
      }
      if (name.isEmpty()) {
        add(Rule.LABEL_NAME_EMPTY, "");
      } else if (!isName(protocol, name)) {
        add(Rule.LABEL_NAME, ", name=" + name);
      } else if (name.startsWith("__") && !name.equals(METRIC_NAME)) {
        add(Rule.LABEL_NAME_RESERVED, ", name=" + name);
      }
    }
    if (!names.contains(METRIC_NAME)) {
      add(Rule.METRIC_NAME_PRESENT, "");
    }
  }

  private void checkValues() {
    for (Label label : labels) {
      if (label.value().isEmpty()) {
        add(Rule.LABEL_VALUE_EMPTY, ", name=" + label.name());
      } else if (protocol != Protocol.V2
          && label.name().equals(METRIC_NAME)
          && !METRIC_NAME_PATTERN.matcher(label.value()).matches()) {
        add(Rule.METRIC_NAME, ", value=" + label.value());
      }
    }
  }

  private void checkOrder() {
    for (int i = 1; i < labels.size(); i++) {
      String previous = labels.get(i - 1).name();
      String name = labels.get(i).name();
      if (!isSorted(previous, name)) {
        add(Rule.LABELS_SORTED, ", previous=" + previous + ", name=" + name);
      }
    }
  }

  /** Returns whether a name may stand before another one. */
  static boolean isSorted(String previous, String name) {
    // By the bytes on the wire: UTF-16, and so String.compareTo, orders supplementary characters
    // differently.
    return Arrays.compareUnsigned(utf8(previous), utf8(name)) <= 0;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void add(Rule rule, String place) {
    violations.add(new Violation(rule, "series=" + labels + place));
  }
}
