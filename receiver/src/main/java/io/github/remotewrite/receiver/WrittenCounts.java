/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

/**
 * The {@code Written} headers of a refusal by a receiver of 2.0 (2.0, "Required Written Response
 * Headers").
 *
 * @see Behavior#rejectingSeries(java.util.function.Predicate, WrittenCounts)
 */
public enum WrittenCounts {
  /** The stored samples of the request, as the specification wants and Prometheus does. */
  STORED,
  /** All samples of the request, as if all were stored. So does Mimir 3.0. */
  RECEIVED,
  /** Nothing, though the rest of the request was stored. So does Cortex 1.21. */
  ZERO,
  /** No header at all, as if the receiver knew 1.0 only. */
  ABSENT
}
