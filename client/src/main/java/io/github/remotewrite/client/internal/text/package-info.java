/**
 * Texts of labels. Entry: {@link io.github.remotewrite.client.internal.text.DecimalText}, which the
 * OpenTelemetry exporter uses, too.
 */
@NullMarked
package io.github.remotewrite.client.internal.text;

import org.jspecify.annotations.NullMarked;
