/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

/**
 * What a receiver of 2.0 says in the {@code Written} headers of a refusal (2.0, "Required Written
 * Response Headers").
 *
 * @see Behavior#rejectingSeries(java.util.function.Predicate, WrittenCounts)
 */
public enum WrittenCounts {
  /** What was stored of the request, as the specification wants and Prometheus does. */
  STORED,
  /** What was read of the request, as if all of it was stored. So does Mimir 3.0. */
  RECEIVED,
  /** Nothing, though the rest of the request was stored. So does Cortex 1.21. */
  ZERO,
  /** No header at all, as if the receiver knew 1.0 only. */
  ABSENT
}
