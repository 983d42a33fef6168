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
import io.github.remotewrite.receiver.internal.proto.v2.BucketSpan;
import io.github.remotewrite.receiver.internal.proto.v2.Exemplar;
import io.github.remotewrite.receiver.internal.proto.v2.Histogram;
import io.github.remotewrite.receiver.internal.proto.v2.Histogram.CountCase;
import io.github.remotewrite.receiver.internal.proto.v2.Histogram.ZeroCountCase;
import io.github.remotewrite.receiver.internal.proto.v2.Metadata;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import io.github.remotewrite.receiver.internal.proto.v2.Sample;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the message of Remote Write 2.0, {@code io.prometheus.write.v2.Request}. */
public final class RequestV2Decoder {
  private final boolean createdTimestampAllowed;
  private final Symbols symbols;
  private final List<Violation> violations;

  private RequestV2Decoder(
      boolean createdTimestampAllowed, Symbols symbols, List<Violation> violations) {
    this.createdTimestampAllowed = createdTimestampAllowed;
    this.symbols = symbols;
    this.violations = violations;
  }

  /**
   * Returns what the message says; nothing if it is no such message.
   *
   * @param createdTimestampAllowed whether a series may have the field 6, which is reserved since
   *     rc.4; it is the start timestamp of those points that have none
   */
  public static DecodedRequest decode(
      byte[] message, boolean createdTimestampAllowed, List<Violation> violations) {
    Request request;
    try {
      request = Request.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      String detail = "messageBytes=" + message.length + ", error=" + e.getMessage();
      violations.add(new Violation(Rule.PROTOBUF, detail));
      return DecodedRequest.EMPTY;
    }
    UnknownFields.find(request, violations);
    PackedFields.check(Request.getDescriptor(), message, violations);
    Symbols symbols = new Symbols(request.getSymbolsList(), violations);
    return new RequestV2Decoder(createdTimestampAllowed, symbols, violations).decode(request);
  }

  private DecodedRequest decode(Request request) {
    symbols.check();
    List<DecodedSeries> series = new ArrayList<>();
    for (TimeSeries encoded : request.getTimeseriesList()) {
      series.add(series(encoded, series.size()));
    }
    symbols.checkUsed();
    return new DecodedRequest(Protocol.V2, series, List.of());
  }

  private DecodedSeries series(TimeSeries series, int index) {
    String place = "timeseries=" + index;
    if (series.hasCreatedTimestamp() && !createdTimestampAllowed) {
      String message = series.getDescriptorForType().getFullName();
      violations.add(new Violation(Rule.KNOWN_FIELDS, "message=" + message + ", field=6"));
    }
    long created = createdTimestampAllowed ? series.getCreatedTimestamp() : 0;
    List<Label> labels = symbols.labels(series.getLabelsRefsList(), place);
    return new DecodedSeries(
        labels,
        series.getSamplesList().stream().map(sample -> sample(sample, created)).toList(),
        series.getHistogramsList().stream()
            .map(histogram -> histogram(histogram, created))
            .toList(),
        series.getExemplarsList().stream().map(exemplar -> exemplar(exemplar, place)).toList(),
        metadata(series, labels, place));
  }

  private static StoredSample sample(Sample sample, long created) {
    return new StoredSample(
        sample.getTimestamp(), sample.getValue(), start(sample.getStartTimestamp(), created));
  }

  private static long start(long startTimestamp, long created) {
    return startTimestamp != 0 ? startTimestamp : created;
  }

  private DecodedExemplar exemplar(Exemplar exemplar, String place) {
    return new DecodedExemplar(
        symbols.labels(exemplar.getLabelsRefsList(), place + ", exemplar"),
        exemplar.getValue(),
        exemplar.getTimestamp());
  }

  private static DecodedHistogram histogram(Histogram histogram, long created) {
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
          case RESET_HINT_YES -> ResetHint.YES;
          case RESET_HINT_NO -> ResetHint.NO;
          case RESET_HINT_GAUGE -> ResetHint.GAUGE;
          case RESET_HINT_UNSPECIFIED, UNRECOGNIZED -> ResetHint.UNKNOWN;
        },
        start(histogram.getStartTimestamp(), created));
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

  private Optional<StoredMetadata> metadata(TimeSeries series, List<Label> labels, String place) {
    if (!series.hasMetadata()) {
      return Optional.empty();
    }
    Metadata metadata = series.getMetadata();
    StoredMetadata.Type type = type(metadata);
    String metricName = Label.toMap(labels).getOrDefault("__name__", "");
    // Native histograms have no suffix; theirs, if any, is part of the name.
    String familyName =
        series.getHistogramsCount() > 0 ? metricName : FamilyName.of(metricName, type);
    return Optional.of(
        new StoredMetadata(
            type,
            familyName,
            symbols.get(metadata.getHelpRef(), place + ", help"),
            symbols.get(metadata.getUnitRef(), place + ", unit")));
  }

  private static StoredMetadata.Type type(Metadata metadata) {
    return switch (metadata.getType()) {
      case METRIC_TYPE_COUNTER -> StoredMetadata.Type.COUNTER;
      case METRIC_TYPE_GAUGE -> StoredMetadata.Type.GAUGE;
      case METRIC_TYPE_HISTOGRAM -> StoredMetadata.Type.HISTOGRAM;
      case METRIC_TYPE_GAUGEHISTOGRAM -> StoredMetadata.Type.GAUGEHISTOGRAM;
      case METRIC_TYPE_SUMMARY -> StoredMetadata.Type.SUMMARY;
      case METRIC_TYPE_INFO -> StoredMetadata.Type.INFO;
      case METRIC_TYPE_STATESET -> StoredMetadata.Type.STATESET;
      case METRIC_TYPE_UNSPECIFIED, UNRECOGNIZED -> StoredMetadata.Type.UNKNOWN;
    };
  }
}
