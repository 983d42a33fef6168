/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Map;

/** Spans of one trace for measurements to happen in. */
final class Spans {
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN_ID = "b7ad6b7169203331";

  private Spans() {}

  static void inSpan(String spanId, Runnable measurement) {
    inSpan(sampled(spanId), measurement);
  }

  static void inSpan(SpanContext span, Runnable measurement) {
    Context.root().with(Span.wrap(span)).wrap(measurement).run();
  }

  static SpanContext sampled(String spanId) {
    return SpanContext.create(TRACE_ID, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  static SpanContext notSampled() {
    return SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getDefault(), TraceState.getDefault());
  }

  /** The labels of an exemplar without attributes. */
  static Map<String, String> ids(String spanId) {
    return Map.of("trace_id", TRACE_ID, "span_id", spanId);
  }
}
