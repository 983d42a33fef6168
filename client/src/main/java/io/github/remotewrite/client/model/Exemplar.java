/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

/**
 * An example of what a sample sums up, such as the trace of one request.
 *
 * @param labels what identifies it; {@code trace_id} and {@code span_id} by convention. Prometheus
 *     takes at most 128 characters of names and values together.
 * @param value what was measured
 * @param timestampMillis when, in milliseconds since the epoch
 */
public record Exemplar(Labels labels, double value, long timestampMillis) {
  public Exemplar {
    requireNonNull(labels, "labels");
  }
}
