/**
 * What the exporter says of itself as metrics. Entry: {@link
 * io.github.remotewrite.otel.internal.telemetry.SelfMetrics}.
 */
@NullMarked
package io.github.remotewrite.otel.internal.telemetry;

import org.jspecify.annotations.NullMarked;
