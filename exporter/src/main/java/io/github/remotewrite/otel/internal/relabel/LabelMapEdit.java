/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.function.Consumer;

/**
 * Copies labels to the names that the replacement makes of theirs.
 *
 * <p>A name that is not classic is left out; Prometheus would write it and leave the judgement to
 * the receiver.
 */
record LabelMapEdit(AnchoredRegex regex, ReplacementTemplate replacement)
    implements Consumer<LabelsBuffer> {

  static LabelMapEdit of(AnchoredRegex regex, String replacement) {
    return new LabelMapEdit(regex, ReplacementTemplate.parse(replacement, regex));
  }

  @Override
  public void accept(LabelsBuffer labels) {
    labels.forEach(
        (name, value) -> {
          RegexMatch match = regex.match(name);
          if (match == null) {
            return;
          }
          String copy = replacement.expand(match);
          if (ClassicName.isLabelName(copy)) {
            labels.set(copy, value);
          }
        });
  }
}
