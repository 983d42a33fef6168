/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Labels;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels that all points of a metric have, but for those that attributes win over. Not
 * thread-safe.
 */
final class CommonLabels {
  private final LabelSet identity;
  private final LabelSet defaults;
  // Made when first asked for; most of what a point's labels are, encoded once.
  private @Nullable Labels encoded;

  /**
   * @param identity labels that win over attributes
   * @param defaults labels that attributes win over
   */
  CommonLabels(LabelSet identity, LabelSet defaults) {
    this.identity = identity;
    this.defaults = defaults;
  }

  /** Returns the names that attributes can't have. */
  Set<String> identityNames() {
    return identity.toMap().keySet();
  }

  /** Adds these labels to the point's, which are changed and returned. */
  LabelSet addTo(LabelSet attributes) {
    return attributes.setAll(identity).addAbsent(defaults);
  }

  /**
   * Returns what {@link #addTo} does, as labels.
   *
   * @param attributes the point's labels; changed on the way
   */
  Labels toLabels(LabelSet attributes) {
    if (encoded == null) {
      encoded = addTo(LabelSet.empty()).toLabels();
    }
    return encoded.with(attributes.removeAll(identityNames()).toMap());
  }
}
