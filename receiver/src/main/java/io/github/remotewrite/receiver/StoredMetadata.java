/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

/**
 * Type, help and unit of a metric family.
 *
 * @param familyName as sent with Remote Write 1.0; with 2.0, which doesn't send it, the metric name
 *     without the suffix of a classic histogram or a summary
 */
public record StoredMetadata(Type type, String familyName, String help, String unit) {

  /** The type of a metric family. */
  public enum Type {
    UNKNOWN,
    COUNTER,
    GAUGE,
    HISTOGRAM,
    GAUGEHISTOGRAM,
    SUMMARY,
    INFO,
    STATESET
  }
}
