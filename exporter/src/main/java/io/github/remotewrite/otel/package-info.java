/**
 * The door: {@link io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter} pushes what an
 * OpenTelemetry SDK collects to a Remote Write receiver.
 */
@NullMarked
package io.github.remotewrite.otel;

import org.jspecify.annotations.NullMarked;
