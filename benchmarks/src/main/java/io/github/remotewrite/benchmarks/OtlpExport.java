/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.exporter.internal.otlp.metrics.LowAllocationMetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.zip.GZIPOutputStream;

/** OpenTelemetry's own exporter up to the bytes of the request, in its mode of least garbage. */
final class OtlpExport {
  private final LowAllocationMetricsRequestMarshaler marshaler =
      new LowAllocationMetricsRequestMarshaler();

  void export(Collection<MetricData> metrics, OutputStream out) throws IOException {
    marshaler.initialize(metrics);
    try {
      marshaler.writeBinaryTo(out);
    } finally {
      marshaler.reset();
    }
  }

  void exportWithGzip(Collection<MetricData> metrics, OutputStream out) throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      export(metrics, gzip);
    }
  }
}
