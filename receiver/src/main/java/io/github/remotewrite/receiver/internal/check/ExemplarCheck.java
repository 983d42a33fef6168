/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedExemplar;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import io.github.remotewrite.receiver.internal.decode.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the exemplars of a series. */
final class ExemplarCheck {
  private static final int MAX_CODE_POINTS = 128;

  private final Protocol protocol;
  private final DecodedSeries series;
  private final List<Violation> violations;

  private ExemplarCheck(Protocol protocol, DecodedSeries series, List<Violation> violations) {
    this.protocol = protocol;
    this.series = series;
    this.violations = violations;
  }

  static void check(Protocol protocol, DecodedSeries series, List<Violation> violations) {
    new ExemplarCheck(protocol, series, violations).check();
  }

  private void check() {
    List<DecodedExemplar> exemplars = series.exemplars();
    if (!exemplars.isEmpty() && series.samples().isEmpty() && series.histograms().isEmpty()) {
      add(Rule.EXEMPLAR_SERIES, "exemplars=" + exemplars.size());
    }
    for (DecodedExemplar exemplar : exemplars) {
      checkLabels(exemplar);
      if (exemplar.timestampMillis() == 0) {
        add(Rule.EXEMPLAR_TIMESTAMP, "labels=" + exemplar.labels());
      }
    }
    for (int i = 1; i < exemplars.size(); i++) {
      long previous = exemplars.get(i - 1).timestampMillis();
      long timestamp = exemplars.get(i).timestampMillis();
      if (timestamp < previous) {
        add(Rule.EXEMPLAR_ORDER, "previous=" + previous + ", timestamp=" + timestamp);
      }
    }
  }

  private void checkLabels(DecodedExemplar exemplar) {
    Set<String> names = new HashSet<>();
    int codePoints = 0;
    String previous = "";
    for (Label label : exemplar.labels()) {
      String name = label.name();
      if (!names.add(name) || !LabelCheck.isName(protocol, name)) {
        add(Rule.EXEMPLAR_LABELS, "labels=" + exemplar.labels() + ", name=" + name);
      }
      if (protocol == Protocol.V2 && !LabelCheck.isSorted(previous, name)) {
        add(Rule.EXEMPLAR_LABELS, "labels=" + exemplar.labels() + ", previous=" + previous);
      }
      previous = name;
      codePoints += codePoints(name) + codePoints(label.value());
    }
    if (codePoints > MAX_CODE_POINTS) {
      add(Rule.EXEMPLAR_LENGTH, "labels=" + exemplar.labels() + ", codePoints=" + codePoints);
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private void add(Rule rule, String place) {
    violations.add(new Violation(rule, "series=" + series.labels() + ", " + place));
  }
}
