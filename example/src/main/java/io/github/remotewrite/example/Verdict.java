/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.example.display.Arrivals;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.ExportStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether everything that was sent was stored.
 *
 * @param failures why not, none if it was
 */
record Verdict(List<String> failures) {
  Verdict {
    failures = List.copyOf(failures);
  }

  /**
   * Judges a run.
   *
   * @param arrivals what the receiver saw, none if it is not ours
   */
  static Verdict of(
      ExportStatistics statistics, Optional<Arrivals> arrivals, boolean stoppedInTime) {
    List<String> failures = new ArrayList<>();
    judgeTranslation(statistics, failures);
    judgeDelivery(statistics.delivery(), failures);
    arrivals.ifPresent(seen -> judgeArrivals(statistics.delivery(), seen, failures));
    if (!stoppedInTime) {
      failures.add("the SDK did not stop in time");
    }
    return new Verdict(failures);
  }

  private static void judgeTranslation(ExportStatistics statistics, List<String> failures) {
    for (DataPointDropReason reason : DataPointDropReason.values()) {
      long dropped = statistics.dataPointsDropped().getOrDefault(reason, 0L);
      if (dropped > 0) {
        failures.add("data points were not translated: reason=" + reason + ", count=" + dropped);
      }
    }
  }

  private static void judgeDelivery(DeliveryStatistics delivery, List<String> failures) {
    delivery.samplesDropped().entrySet().stream()
        .filter(dropped -> dropped.getValue() > 0)
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            dropped ->
                failures.add(
                    "samples were not delivered: reason="
                        + dropped.getKey()
                        + ", count="
                        + dropped.getValue()));
    if (delivery.samplesWritten() == 0) {
      failures.add("no sample was written");
    }
  }

  private static void judgeArrivals(
      DeliveryStatistics delivery, Arrivals arrivals, List<String> failures) {
    if (delivery.samplesWritten() != arrivals.samplesStored()) {
      failures.add(
          "the receiver must store what was written: written="
              + delivery.samplesWritten()
              + ", stored="
              + arrivals.samplesStored());
    }
    if (arrivals.violations() > 0) {
      failures.add("requests broke rules: violations=" + arrivals.violations());
      failures.addAll(arrivals.firstViolations());
    }
  }

  int exitCode() {
    return failures.isEmpty() ? 0 : 1;
  }
}
