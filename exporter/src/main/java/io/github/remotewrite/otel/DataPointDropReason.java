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
  /** The point is a difference to the collection before; Prometheus needs totals. */
  DELTA_TEMPORALITY,
  /** The kind of point has no translation yet: exponential histograms. */
  UNSUPPORTED_TYPE,
  /** The point broke a rule of the SDK; the log has the exception. */
  ERROR
}
