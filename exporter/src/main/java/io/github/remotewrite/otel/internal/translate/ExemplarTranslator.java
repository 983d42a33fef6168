/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import java.util.Map;

/**
 * Exemplars: {@code trace_id} and {@code span_id} where there is a span, then the attributes that
 * the metric left out, under the names labels have.
 *
 * <p>Prometheus refuses exemplars of more than {@value #MAX_CHARACTERS} characters in all names and
 * values. If the attributes don't fit, none of them is sent.
 */
final class ExemplarTranslator {
  static final int MAX_CHARACTERS = 128;

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";

  private final LabelNamer labelNamer;

  ExemplarTranslator(LabelNamer labelNamer) {
    this.labelNamer = labelNamer;
  }

  Exemplar translate(ExemplarData data) {
    LabelSet ids = LabelSet.empty();
    SpanContext span = data.getSpanContext();
    if (span.isValid()) {
      ids.set(TRACE_ID, span.getTraceId()).set(SPAN_ID, span.getSpanId());
    }
    LabelSet labels =
        LabelSet.ofNameable(data.getFilteredAttributes(), LabelSet.ANY_BUT_METRIC_NAME, labelNamer)
            .setAll(ids);
    if (characters(labels.toMap()) > MAX_CHARACTERS) {
      labels = ids;
    }
    return new Exemplar(labels.toLabels(), value(data), PointWriter.millis(data.getEpochNanos()));
  }

  private static double value(ExemplarData data) {
    if (data instanceof LongExemplarData number) {
      return number.getValue();
    }
    return data instanceof DoubleExemplarData number ? number.getValue() : Double.NaN;
  }

  private static long characters(Map<String, String> labels) {
    return labels.entrySet().stream()
        .mapToLong(
            label -> label.getKey().codePoints().count() + label.getValue().codePoints().count())
        .sum();
  }
}
