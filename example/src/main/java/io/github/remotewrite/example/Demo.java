/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.remotewrite.example.display.Board;
import io.github.remotewrite.example.display.Screens;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs a {@link Shop} and sends its metrics: {@code demo --help} tells how. */
public final class Demo {
  private static final int WRONG_OPTIONS = 2;
  // An export may wait this long, so the two exports of a shutdown fit its deadline.
  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STOP_DEADLINE = DemoRun.SHUTDOWN_DEADLINE.plusSeconds(5);
  // A receiver keeps everything it is sent, and a demonstration may run for days.
  private static final int REQUESTS_KEPT = 1_000;

  private final PrintStream out;

  private Demo(PrintStream out) {
    this.out = out;
  }

  /** Runs the demonstration and ends the JVM. */
  public static void main(String[] args) throws InterruptedException {
    // Not System.out, which can't write what the locale of the JVM doesn't know.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    int exitCode = new Demo(out).run(List.of(args));
    out.flush();
    System.exit(exitCode);
  }

  private int run(List<String> arguments) throws InterruptedException {
    Options options;
    PrometheusRemoteWriteMetricExporterBuilder exporter;
    try {
      options = Options.parse(arguments);
      exporter = exporter(options);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return WRONG_OPTIONS;
    }
    if (options.help()) {
      out.print(Options.USAGE);
      return 0;
    }
    Stop stop = new Stop();
    stop.onShutdown(STOP_DEADLINE);
    int exitCode = 1;
    try {
      exitCode =
          options.endpoint().isPresent()
              ? send(options, exporter, stop)
              : receive(options, exporter, stop);
    } finally {
      out.flush();
      stop.finish(exitCode);
    }
    return exitCode;
  }

  private static PrometheusRemoteWriteMetricExporterBuilder exporter(Options options) {
    PrometheusRemoteWriteMetricExporterBuilder exporter =
        PrometheusRemoteWriteMetricExporter.builder()
            .setTimeout(EXPORT_TIMEOUT)
            .setProtocol(options.protocol());
    options.endpoint().ifPresent(exporter::setEndpoint);
    options.headers().forEach(exporter::addHeader);
    options.basicAuth().ifPresent(auth -> exporter.setBasicAuth(auth.user(), auth.password()));
    return exporter;
  }

  /** Sends to a receiver in this process and shows what arrives. */
  private int receive(
      Options options, PrometheusRemoteWriteMetricExporterBuilder builder, Stop stop)
      throws InterruptedException {
    Board board = new Board();
    try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start()) {
      receiver.addListener(
          request -> {
            board.add(request);
            if (request.sequence() % REQUESTS_KEPT == 0) {
              receiver.clear();
            }
          });
      PrometheusRemoteWriteMetricExporter exporter =
          builder.setEndpoint(receiver.endpoint()).build();
      return new DemoRun(out, options, exporter, stop)
          .run(Screens.table(out, board), () -> Optional.of(board.arrivals()));
    }
  }

  /** Sends to a receiver elsewhere. */
  private int send(Options options, PrometheusRemoteWriteMetricExporterBuilder builder, Stop stop)
      throws InterruptedException {
    PrometheusRemoteWriteMetricExporter exporter = builder.build();
    out.println("Queries to try, after two exports:");
    for (Queries.Query query : Queries.ALL) {
      out.println("  # " + query.question());
      out.println("  " + query.promql());
    }
    out.flush();
    return new DemoRun(out, options, exporter, stop)
        .run(
            Screens.status(out, () -> exporter.getStatistics().delivery(), options.interval()),
            Optional::empty);
  }
}
