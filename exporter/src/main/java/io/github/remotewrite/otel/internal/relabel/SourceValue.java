/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.List;
import java.util.StringJoiner;

/** The values of a rule's source labels, joined. */
record SourceValue(List<String> names, String separator) {
  String of(LabelsBuffer labels) {
    StringJoiner joined = new StringJoiner(separator);
    for (String name : names) {
      joined.add(labels.get(name));
    }
    return joined.toString();
  }
}
