/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.example.display.Arrivals;
import io.github.remotewrite.example.display.Screen;
import io.github.remotewrite.otel.ExportStatistics;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One run of the shop, from the first export to the summary. */
final class DemoRun {
  static final Duration SHUTDOWN_DEADLINE = Duration.ofSeconds(15);

  private static final Duration TICK = Duration.ofMillis(100);
  private static final long SEED = 42;

  private final PrintStream out;
  private final Options options;
  private final PrometheusRemoteWriteMetricExporter exporter;
  private final Stop stop;
  private final long startNanos = System.nanoTime();

  DemoRun(
      PrintStream out, Options options, PrometheusRemoteWriteMetricExporter exporter, Stop stop) {
    this.out = out;
    this.options = options;
    this.exporter = exporter;
    this.stop = stop;
  }

  /**
   * Runs the shop until its time is over or Ctrl-C, and delivers what it has recorded.
   *
   * @param arrivals what the receiver has seen, none if it is not ours
   * @return the exit code
   */
  int run(Screen screen, Supplier<Optional<Arrivals>> arrivals) throws InterruptedException {
    // A run of its own for each start, or the counters of two of them would be mixed up.
    String instanceId = UUID.randomUUID().toString().substring(0, 8);
    SdkMeterProvider provider = ShopProvider.create(exporter, options.interval(), instanceId);
    Shop shop = Shop.open(provider, SEED);
    Duration shopTime = Duration.ZERO;
    Duration elapsed = Duration.ZERO;
    while (!isOver(elapsed) && !stop.await(untilNextTick(elapsed))) {
      elapsed = elapsed();
      shop.tick(elapsed.minus(shopTime));
      shopTime = elapsed;
      screen.refresh(elapsed);
    }
    // Exports once more, delivers, and stops the exporter.
    boolean stopped =
        provider.shutdown().join(SHUTDOWN_DEADLINE.toMillis(), TimeUnit.MILLISECONDS).isDone();
    screen.finish(elapsed());
    Verdict verdict = Verdict.of(exporter.getStatistics(), arrivals.get(), stopped);
    print(verdict, exporter.getStatistics(), arrivals.get());
    return verdict.exitCode();
  }

  private boolean isOver(Duration elapsed) {
    return options.duration().isPresent() && elapsed.compareTo(options.duration().get()) >= 0;
  }

  private Duration untilNextTick(Duration elapsed) {
    Duration rest = options.duration().map(duration -> duration.minus(elapsed)).orElse(TICK);
    return rest.compareTo(TICK) < 0 ? rest : TICK;
  }

  private Duration elapsed() {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
  }

  private void print(Verdict verdict, ExportStatistics statistics, Optional<Arrivals> arrivals) {
    DeliveryStatistics delivery = statistics.delivery();
    out.printf(
        Locale.ROOT,
        "%s: protocol %s, samples written %,d, requests %,d, bytes/sample %.2f, violations %s,"
            + " duration %.1f s%n",
        verdict.failures().isEmpty() ? "OK" : "FAILED",
        spoken(),
        delivery.samplesWritten(),
        delivery.requestsWritten(),
        (double) delivery.bytesWritten() / Math.max(1, delivery.samplesWritten()),
        arrivals.map(seen -> String.valueOf(seen.violations())).orElse("unknown"),
        elapsed().toMillis() / 1e3);
    verdict.failures().forEach(failure -> out.println("failure: " + failure));
  }

  private String spoken() {
    return switch (exporter.getProtocol()) {
      case V1 -> "1.0";
      case V2 -> "2.0";
      case AUTO -> "undecided";
    };
  }
}
