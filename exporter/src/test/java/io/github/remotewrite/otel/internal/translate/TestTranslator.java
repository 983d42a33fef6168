/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.DataPointDropReason;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.List;
import java.util.Map;

/** A translator, its log, and a clock that shows what the test wants. */
final class TestTranslator {
  private final LogRecorder log = new LogRecorder();
  private final Translator translator;
  private long nowMillis = TestMetrics.MILLIS;

  TestTranslator() {
    this(new TestSettings());
  }

  TestTranslator(TestSettings settings) {
    translator = new Translator(settings.build(), () -> nowMillis, log);
  }

  RecordingBatch translate(MetricData... metrics) {
    return translateAt(nowMillis, metrics);
  }

  /** Translates at so much later a time than that of points without one. */
  RecordingBatch translateAfter(long seconds, MetricData... metrics) {
    return translateAt(TestMetrics.millisAfter(seconds), metrics);
  }

  RecordingBatch translateAt(long millis, MetricData... metrics) {
    nowMillis = millis;
    RecordingBatch batch = new RecordingBatch();
    translator.translate(List.of(metrics), batch);
    return batch;
  }

  RecordingBatch shutdown() {
    RecordingBatch batch = new RecordingBatch();
    translator.translateShutdown(batch);
    return batch;
  }

  /** Returns how many data points were dropped, for those reasons that there were. */
  Map<DataPointDropReason, Long> dropped() {
    Map<DataPointDropReason, Long> dropped = translator.droppedPoints();
    dropped.values().removeIf(count -> count == 0);
    return dropped;
  }

  List<String> warnings() {
    return log.lines();
  }

  int trackedSeries() {
    return translator.trackedSeries();
  }
}
