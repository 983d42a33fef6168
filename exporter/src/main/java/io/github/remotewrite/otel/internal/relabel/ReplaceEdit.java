/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.function.Consumer;

/** Writes the expanded replacement to the label with the expanded target name. */
record ReplaceEdit(
    SourceValue source,
    AnchoredRegex regex,
    ReplacementTemplate target,
    ReplacementTemplate replacement)
    implements Consumer<LabelsBuffer> {

  static ReplaceEdit of(
      SourceValue source, AnchoredRegex regex, String target, String replacement) {
    return new ReplaceEdit(
        source,
        regex,
        ReplacementTemplate.parse(target, regex),
        ReplacementTemplate.parse(replacement, regex));
  }

  @Override
  public void accept(LabelsBuffer labels) {
    RegexMatch match = regex.match(source.of(labels));
    if (match == null) {
      return;
    }
    String name = target.expand(match);
    if (ClassicName.isLabelName(name)) {
      labels.set(name, replacement.expand(match));
    }
  }
}
