/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import io.github.remotewrite.client.DeliveryStatistics;
import java.util.Map;

/**
 * Counts since an exporter was built: what was lost on the way to samples, and what became of
 * those.
 *
 * @param dataPointsDropped data points that have no translation, by reason; every reason has an
 *     entry
 * @param delivery what became of the samples
 */
public record ExportStatistics(
    Map<DataPointDropReason, Long> dataPointsDropped, DeliveryStatistics delivery) {
  public ExportStatistics {
    dataPointsDropped = Map.copyOf(dataPointsDropped);
  }
}
