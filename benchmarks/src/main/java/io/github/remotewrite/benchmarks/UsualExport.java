/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.github.remotewrite.receiver.internal.proto.v1.Label;
import io.github.remotewrite.receiver.internal.proto.v1.Sample;
import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.xerial.snappy.Snappy;

/**
 * The usual Remote Write exporter, as one writes it in an afternoon: a list of labels for each
 * sample, classes that protoc made, the native snappy library.
 */
final class UsualExport {
  private static final int MAX_SAMPLES = 10_000;

  private final Transport transport;
  private final List<TimeSeries> series = new ArrayList<>();
  private long bytes;

  /** Exports to nowhere. */
  UsualExport() {
    this(block -> {});
  }

  UsualExport(Transport transport) {
    this.transport = transport;
  }

  long export(Collection<MetricData> metrics) throws IOException {
    bytes = 0;
    for (MetricData metric : metrics) {
      add(metric);
    }
    send();
    return bytes;
  }

  private void add(MetricData metric) throws IOException {
    switch (metric.getType()) {
      case LONG_SUM -> {
        for (LongPointData point : metric.getLongSumData().getPoints()) {
          add(
              metric,
              "_total",
              point.getAttributes(),
              "",
              (double) point.getValue(),
              point.getEpochNanos());
        }
      }
      case DOUBLE_GAUGE -> {
        for (DoublePointData point : metric.getDoubleGaugeData().getPoints()) {
          add(metric, "_ratio", point.getAttributes(), "", point.getValue(), point.getEpochNanos());
        }
      }
      case HISTOGRAM -> {
        for (HistogramPointData point : metric.getHistogramData().getPoints()) {
          add(metric, point);
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        for (ExponentialHistogramPointData point :
            metric.getExponentialHistogramData().getPoints()) {
          // Such exporters have sum and count of them at best.
          Attributes attributes = point.getAttributes();
          add(metric, "_sum", attributes, "", point.getSum(), point.getEpochNanos());
          add(metric, "_count", attributes, "", (double) point.getCount(), point.getEpochNanos());
        }
      }
      default -> throw new IllegalStateException("unexpected data: type=" + metric.getType());
    }
  }

  private void add(MetricData metric, HistogramPointData point) throws IOException {
    Attributes attributes = point.getAttributes();
    add(metric, "_sum", attributes, "", point.getSum(), point.getEpochNanos());
    add(metric, "_count", attributes, "", (double) point.getCount(), point.getEpochNanos());
    long upToBound = 0;
    for (int i = 0; i < point.getCounts().size(); i++) {
      upToBound += point.getCounts().get(i);
      String bound =
          i < point.getBoundaries().size() ? point.getBoundaries().get(i).toString() : "+Inf";
      add(metric, "_bucket", attributes, bound, (double) upToBound, point.getEpochNanos());
    }
  }

  private void add(
      MetricData metric,
      String suffix,
      Attributes attributes,
      String bound,
      double value,
      long epochNanos)
      throws IOException {
    TreeMap<String, String> labels = new TreeMap<>();
    attributes.forEach(
        (key, text) -> labels.put(key.getKey().replaceAll("[^a-zA-Z0-9_]", "_"), text.toString()));
    labels.put("__name__", metric.getName().replaceAll("[^a-zA-Z0-9_:]", "_") + suffix);
    labels.put("job", "shop");
    labels.put("instance", "host-1");
    labels.put("otel_scope_name", metric.getInstrumentationScopeInfo().getName());
    labels.put("otel_scope_version", metric.getInstrumentationScopeInfo().getVersion());
    if (!bound.isEmpty()) {
      labels.put("le", bound);
    }
    TimeSeries.Builder builder = TimeSeries.newBuilder();
    labels.forEach(
        (name, text) -> builder.addLabels(Label.newBuilder().setName(name).setValue(text)));
    builder.addSamples(
        Sample.newBuilder()
            .setValue(value)
            .setTimestamp(TimeUnit.NANOSECONDS.toMillis(epochNanos)));
    series.add(builder.build());
    if (series.size() == MAX_SAMPLES) {
      send();
    }
  }

  private void send() throws IOException {
    byte[] block =
        Snappy.compress(WriteRequest.newBuilder().addAllTimeseries(series).build().toByteArray());
    series.clear();
    bytes += block.length;
    transport.send(block);
  }

  /** Where the requests go. */
  interface Transport {
    void send(byte[] block) throws IOException;
  }
}
