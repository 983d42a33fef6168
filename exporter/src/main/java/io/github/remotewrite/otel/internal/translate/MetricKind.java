/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.otel.internal.translate.delta.DeltaAccumulator;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a metric's type means for its name, its metadata and its points.
 *
 * @param points what its points become
 * @param nameKind which suffix its name gets
 * @param type its type in metadata
 * @param nativeHistogram whether its series have histograms rather than floats
 * @param accumulators makes what adds up differences; null if there are none of this kind
 */
record MetricKind<P extends PointData>(
    PointKind<P> points,
    MetricNamer.Kind nameKind,
    Metadata.Type type,
    boolean nativeHistogram,
    @Nullable Supplier<DeltaAccumulator<P>> accumulators) {}
