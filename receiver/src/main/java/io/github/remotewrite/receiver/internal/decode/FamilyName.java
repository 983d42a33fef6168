/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.StoredMetadata;
import java.util.List;

/** The name that the series of a classic histogram or a summary have in common. */
public final class FamilyName {
  private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

  private FamilyName() {}

  /** Returns the name of the family of this type that the metric belongs to. */
  public static String of(String metricName, StoredMetadata.Type type) {
    return switch (type) {
      case HISTOGRAM, GAUGEHISTOGRAM, SUMMARY -> withoutSuffix(metricName);
      case UNKNOWN, COUNTER, GAUGE, INFO, STATESET -> metricName;
    };
  }

  /** Returns the metric name without the suffix it would have in a classic histogram. */
  public static String withoutSuffix(String metricName) {
    for (String suffix : SUFFIXES) {
      if (metricName.endsWith(suffix)) {
        return metricName.substring(0, metricName.length() - suffix.length());
      }
    }
    return metricName;
  }
}
