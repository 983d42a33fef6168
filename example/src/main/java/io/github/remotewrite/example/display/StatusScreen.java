/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import io.github.remotewrite.client.DeliveryStatistics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** A line at each interval about what was sent to a receiver elsewhere. */
final class StatusScreen implements Screen {
  private final PrintStream out;
  private final Supplier<DeliveryStatistics> statistics;
  private final Duration interval;
  private Duration next;
  private long printedSamples;

  StatusScreen(PrintStream out, Supplier<DeliveryStatistics> statistics, Duration interval) {
    this.out = out;
    this.statistics = statistics;
    this.interval = interval;
    next = interval;
  }

  @Override
  public void refresh(Duration elapsed) {
    if (elapsed.compareTo(next) >= 0) {
      print(elapsed);
      next = elapsed.plus(interval);
    }
  }

  @Override
  public void finish(Duration elapsed) {
    print(elapsed);
  }

  private void print(Duration elapsed) {
    DeliveryStatistics delivery = statistics.get();
    out.printf(
        Locale.ROOT,
        "%5d s   written %,d (+%,d)   dropped %,d   retried %,d   requests %,d%n",
        elapsed.toSeconds(),
        delivery.samplesWritten(),
        delivery.samplesWritten() - printedSamples,
        delivery.samplesDroppedInTotal(),
        delivery.samplesRetried(),
        delivery.requestsWritten());
    out.flush();
    printedSamples = delivery.samplesWritten();
  }
}
