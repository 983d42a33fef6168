/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredHistogram.ResetHint;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedBuckets.Span;
import io.github.remotewrite.receiver.internal.proto.v1.BucketSpan;
import io.github.remotewrite.receiver.internal.proto.v1.Exemplar;
import io.github.remotewrite.receiver.internal.proto.v1.Histogram;
import io.github.remotewrite.receiver.internal.proto.v1.Histogram.CountCase;
import io.github.remotewrite.receiver.internal.proto.v1.Histogram.ZeroCountCase;
import io.github.remotewrite.receiver.internal.proto.v1.MetricMetadata;
import io.github.remotewrite.receiver.internal.proto.v1.Sample;
import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import java.util.List;
import java.util.Optional;

/** Decodes the message of Remote Write 1.0, {@code prometheus.WriteRequest}. */
public final class WriteRequestDecoder {
  private WriteRequestDecoder() {}

  /** Returns what the message says; nothing if it is no such message. */
  public static DecodedRequest decode(byte[] message, List<Violation> violations) {
    WriteRequest request;
    try {
      request = WriteRequest.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      String detail = "messageBytes=" + message.length + ", error=" + e.getMessage();
      violations.add(new Violation(Rule.PROTOBUF, detail));
      return DecodedRequest.EMPTY;
    }
    UnknownFields.find(request, violations);
    PackedFields.check(WriteRequest.getDescriptor(), message, violations);
    return new DecodedRequest(
        Protocol.V1,
        request.getTimeseriesList().stream().map(WriteRequestDecoder::series).toList(),
        request.getMetadataList().stream().map(WriteRequestDecoder::metadata).toList());
  }

  private static DecodedSeries series(TimeSeries series) {
    return new DecodedSeries(
        labels(series.getLabelsList()),
        series.getSamplesList().stream().map(WriteRequestDecoder::sample).toList(),
        series.getHistogramsList().stream().map(WriteRequestDecoder::histogram).toList(),
        series.getExemplarsList().stream().map(WriteRequestDecoder::exemplar).toList(),
        Optional.empty());
  }

  private static List<Label> labels(
      List<io.github.remotewrite.receiver.internal.proto.v1.Label> labels) {
    return labels.stream().map(label -> new Label(label.getName(), label.getValue())).toList();
  }

  private static StoredSample sample(Sample sample) {
    return new StoredSample(sample.getTimestamp(), sample.getValue());
  }

  private static DecodedExemplar exemplar(Exemplar exemplar) {
    return new DecodedExemplar(
        labels(exemplar.getLabelsList()), exemplar.getValue(), exemplar.getTimestamp());
  }

  private static DecodedHistogram histogram(Histogram histogram) {
    return new DecodedHistogram(
        histogram.getTimestamp(),
        histogram.getSchema(),
        isIntegerFlavor(histogram),
        histogram.getCountInt(),
        histogram.getSum(),
        histogram.getZeroThreshold(),
        histogram.getZeroCountInt(),
        buckets(histogram.getPositiveSpansList(), histogram.getPositiveDeltasList()),
        buckets(histogram.getNegativeSpansList(), histogram.getNegativeDeltasList()),
        histogram.getCustomValuesList(),
        switch (histogram.getResetHint()) {
          case YES -> ResetHint.YES;
          case NO -> ResetHint.NO;
          case GAUGE -> ResetHint.GAUGE;
          case UNKNOWN, UNRECOGNIZED -> ResetHint.UNKNOWN;
        },
        0);
  }

  private static boolean isIntegerFlavor(Histogram histogram) {
    // A member of a oneof is written even if it is 0, so an integer count is always there.
    return histogram.getCountCase() == CountCase.COUNT_INT
        && histogram.getZeroCountCase() != ZeroCountCase.ZERO_COUNT_FLOAT
        && histogram.getPositiveCountsCount() == 0
        && histogram.getNegativeCountsCount() == 0;
  }

  private static DecodedBuckets buckets(List<BucketSpan> spans, List<Long> deltas) {
    return new DecodedBuckets(
        spans.stream()
            .map(span -> new Span(span.getOffset(), Integer.toUnsignedLong(span.getLength())))
            .toList(),
        deltas);
  }

  private static StoredMetadata metadata(MetricMetadata metadata) {
    return new StoredMetadata(
        switch (metadata.getType()) {
          case COUNTER -> StoredMetadata.Type.COUNTER;
          case GAUGE -> StoredMetadata.Type.GAUGE;
          case HISTOGRAM -> StoredMetadata.Type.HISTOGRAM;
          case GAUGEHISTOGRAM -> StoredMetadata.Type.GAUGEHISTOGRAM;
          case SUMMARY -> StoredMetadata.Type.SUMMARY;
          case INFO -> StoredMetadata.Type.INFO;
          case STATESET -> StoredMetadata.Type.STATESET;
          case UNKNOWN, UNRECOGNIZED -> StoredMetadata.Type.UNKNOWN;
        },
        metadata.getMetricFamilyName(),
        metadata.getHelp(),
        metadata.getUnit());
  }
}
