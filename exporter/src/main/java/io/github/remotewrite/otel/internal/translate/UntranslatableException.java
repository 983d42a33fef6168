/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.DataPointDropReason;

/**
 * A data point that has no translation. Thrown when its series are made, which is once; never
 * leaves the translation.
 */
final class UntranslatableException extends Exception {
  private static final long serialVersionUID = 1;

  private final DataPointDropReason reason;
  private final String detail;

  private UntranslatableException(DataPointDropReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  static UntranslatableException attributeKey(String key) {
    return new UntranslatableException(
        DataPointDropReason.ATTRIBUTE_KEY, "no label can be made of an attribute: key=" + key);
  }

  DataPointDropReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
