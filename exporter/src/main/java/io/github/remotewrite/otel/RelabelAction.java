/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import java.util.Locale;

/** What a {@link RelabelConfig} does with a series. */
public enum RelabelAction {
  /** Writes the replacement to the target label, if the regex matches. Prometheus' default. */
  REPLACE,
  /** Drops the series unless the regex matches. */
  KEEP,
  /** Drops the series if the regex matches. */
  DROP,
  /** Drops the series unless the source labels' values equal the target label's. */
  KEEP_EQUAL,
  /** Drops the series if the source labels' values equal the target label's. */
  DROP_EQUAL,
  /** Writes a hash of the source labels' values, modulo a number, to the target label. */
  HASH_MOD,
  /** Copies each label whose name matches the regex to the label named by the replacement. */
  LABEL_MAP,
  /** Removes the labels whose names match the regex. */
  LABEL_DROP,
  /** Removes the labels whose names don't match the regex. */
  LABEL_KEEP,
  /** Writes the source labels' values to the target label, in lower case. */
  LOWERCASE,
  /** Writes the source labels' values to the target label, in upper case. */
  UPPERCASE;

  /** Returns the word Prometheus has for it: {@code keepequal}, {@code hashmod}, … */
  @Override
  public String toString() {
    return name().replace("_", "").toLowerCase(Locale.ROOT);
  }
}
