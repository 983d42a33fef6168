/**
 * OpenTelemetry metrics in, Prometheus samples out.
 *
 * <p>Entry: {@link io.github.remotewrite.otel.internal.translate.Translator}. Everything that costs
 * is done once and kept in a tree, resource → metric → data point; an export then finds each
 * point's series and writes its values.
 */
@NullMarked
package io.github.remotewrite.otel.internal.translate;

import org.jspecify.annotations.NullMarked;
