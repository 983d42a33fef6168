/**
 * Prometheus' relabelling: rules that rewrite the labels of a series or drop it.
 *
 * <p>Entry: {@link io.github.remotewrite.otel.internal.relabel.Relabeler}. Each {@link
 * io.github.remotewrite.otel.RelabelConfig} is compiled to a rule once; a series then passes
 * through the rules in order. Behaviour is that of {@code model/relabel} in Prometheus 3.
 */
@NullMarked
package io.github.remotewrite.otel.internal.relabel;

import org.jspecify.annotations.NullMarked;
