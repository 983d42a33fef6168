/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import io.github.remotewrite.otel.RelabelConfig;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes the rule of a configuration. */
final class RelabelRules {
  private RelabelRules() {}

  static RelabelRule of(RelabelConfig config) {
    SourceValue source = new SourceValue(config.sourceLabels(), config.separator());
    AnchoredRegex regex = AnchoredRegex.compile(config.regex());
    String target = config.targetLabel();
    return switch (config.action()) {
      case REPLACE -> editing(ReplaceEdit.of(source, regex, target, config.replacement()));
      case KEEP -> labels -> regex.matches(source.of(labels));
      case DROP -> labels -> !regex.matches(source.of(labels));
      case KEEP_EQUAL -> labels -> source.of(labels).equals(labels.get(target));
      case DROP_EQUAL -> labels -> !source.of(labels).equals(labels.get(target));
      case HASH_MOD -> writing(source, target, new Md5Modulo(config.modulus()));
      case LABEL_MAP -> editing(LabelMapEdit.of(regex, config.replacement()));
      case LABEL_DROP -> removing(regex::matches);
      case LABEL_KEEP -> removing(name -> !regex.matches(name));
      case LOWERCASE -> writing(source, target, LetterCase::toLower);
      case UPPERCASE -> writing(source, target, LetterCase::toUpper);
    };
  }

  private static RelabelRule editing(Consumer<LabelsBuffer> edit) {
    return labels -> {
      edit.accept(labels);
      return true;
    };
  }

  private static RelabelRule writing(
      SourceValue source, String target, UnaryOperator<String> function) {
    return editing(labels -> labels.set(target, function.apply(source.of(labels))));
  }

  private static RelabelRule removing(Predicate<String> nameFilter) {
    return editing(
        labels ->
            labels.forEach(
                (name, value) -> {
                  if (nameFilter.test(name)) {
                    labels.remove(name);
                  }
                }));
  }
}
