/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Text of the translation: OpenTelemetry names, units, attribute values and numbers as the strings
 * of a Prometheus series. Pure functions; the entry types are {@link
 * io.github.remotewrite.otel.internal.translate.name.MetricNamer} and {@link
 * io.github.remotewrite.otel.internal.translate.name.LabelNamer}.
 *
 * <p>Nothing here throws, whatever the input: a name that can't be used is null.
 */
@NullMarked
package io.github.remotewrite.otel.internal.translate.name;

import org.jspecify.annotations.NullMarked;
