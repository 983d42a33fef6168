/**
 * What the exporter needs to know of the process it runs in. Package of small, separate answers.
 */
@NullMarked
package io.github.remotewrite.otel.internal.env;

import org.jspecify.annotations.NullMarked;
