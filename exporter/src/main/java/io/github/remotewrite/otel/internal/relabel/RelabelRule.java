/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

/** A compiled {@link io.github.remotewrite.otel.RelabelConfig}. Without state. */
@FunctionalInterface
interface RelabelRule {
  /** Changes the labels; returns false if the series is to be dropped. */
  boolean apply(LabelsBuffer labels);
}
