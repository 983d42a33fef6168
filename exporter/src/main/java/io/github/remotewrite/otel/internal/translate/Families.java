/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import java.util.HashMap;
import java.util.Map;

/**
 * The names in use, to warn where one stands for two things.
 *
 * <p>Scope labels keep the series of such metrics apart; without them a query can't. Not
 * thread-safe.
 */
final class Families {
  // Beyond it all is forgotten: names made up at run time must not fill memory.
  private static final int MAX_NAMES = 10_000;

  private final boolean scopeLabels;
  private final WarnOnce warnings;
  private final Map<String, Metadata> byName = new HashMap<>();

  Families(boolean scopeLabels, WarnOnce warnings) {
    this.scopeLabels = scopeLabels;
    this.warnings = warnings;
  }

  void add(Metadata metadata) {
    if (scopeLabels) {
      return;
    }
    if (byName.size() >= MAX_NAMES) {
      byName.clear();
    }
    Metadata first = byName.putIfAbsent(metadata.familyName(), metadata);
    if (first != null
        && (first.type() != metadata.type() || !first.unit().equals(metadata.unit()))) {
      warnings.warn(
          "family " + metadata.familyName(),
          "two metrics of different type or unit have one name, and no scope labels tell them"
              + " apart: name="
              + metadata.familyName()
              + ", types="
              + first.type()
              + " and "
              + metadata.type(),
          null);
    }
  }
}
