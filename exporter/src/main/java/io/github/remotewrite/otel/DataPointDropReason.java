/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

/** Why a data point could not be translated, and so was not sent. Its neighbours were. */
public enum DataPointDropReason {
  /** No Prometheus name can be made of the metric's name: it has no letter and no digit. */
  METRIC_NAME,
  /** No label can be made of an attribute's key: it is empty, or nothing but punctuation. */
  ATTRIBUTE_KEY,
  /** Another data point of the same export has the same series; the first one was sent. */
  DUPLICATE_SERIES,
  /**
   * The point is not later than the one before it in its series, or more than ten minutes ahead of
   * this machine's clock. Receivers refuse whole requests for that.
   */
  TIMESTAMP,
  /**
   * The point is a difference to the collection before, and differences are not added up: that was
   * switched off, or there are too many series of them, or it came late or twice.
   */
  DELTA_TEMPORALITY,
  /** The scale of an exponential histogram is below -4, coarser than a native histogram can be. */
  SCALE,
  /** The point broke a rule, such as that counts are not negative; the log has which. */
  ERROR
}
