/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Totals of delta data points, since Prometheus knows no other temporality. The SDK is asked for
 * cumulative data, so deltas come from foreign producers only. The entry type is {@link
 * io.github.remotewrite.otel.internal.translate.delta.DeltaAccumulator}.
 *
 * <p>Nothing here throws, whatever numbers a point holds: a point that can't be added is refused,
 * and leaves the total as it was.
 */
@NullMarked
package io.github.remotewrite.otel.internal.translate.delta;

import org.jspecify.annotations.NullMarked;
