/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/**
 * What requests say of each series, in the order in which they say it: decompressed by the native
 * snappy library and decoded by classes that protoc made.
 */
final class SentSeries {
  private final Map<String, List<String>> pointsByLabels = new LinkedHashMap<>();
  private int samples;

  static SentSeries in(List<EncodedRequest> requests) {
    SentSeries sent = new SentSeries();
    for (EncodedRequest request : requests) {
      try {
        byte[] message = Snappy.uncompress(request.body());
        int before = sent.samples;
        if (request.protocol() == Protocol.V1) {
          sent.add(WriteRequest.parseFrom(message));
        } else {
          sent.add(Request.parseFrom(message));
        }
        if (sent.samples - before != request.samples()) {
          throw new AssertionError("request has samples=" + (sent.samples - before));
        }
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError("request must be readable", e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sent;
  }

  Map<String, List<String>> pointsByLabels() {
    return pointsByLabels;
  }

  private void add(WriteRequest message) {
    for (var series : message.getTimeseriesList()) {
      List<String> points =
          pointsByLabels.computeIfAbsent(
              series.getLabelsList().toString(), labels -> new ArrayList<>());
      series
          .getSamplesList()
          .forEach(sample -> points.add(point(sample.getValue(), sample.getTimestamp(), 0)));
      series.getExemplarsList().forEach(exemplar -> points.add(exemplar.toString()));
      series.getHistogramsList().forEach(histogram -> points.add(histogram.toString()));
      samples += series.getSamplesCount() + series.getHistogramsCount();
    }
  }

  private void add(Request message) {
    List<String> symbols = message.getSymbolsList();
    for (var series : message.getTimeseriesList()) {
      List<String> points =
          pointsByLabels.computeIfAbsent(
              texts(series.getLabelsRefsList(), symbols), labels -> new ArrayList<>());
      series
          .getSamplesList()
          .forEach(
              sample ->
                  points.add(
                      point(sample.getValue(), sample.getTimestamp(), sample.getStartTimestamp())));
      series
          .getExemplarsList()
          .forEach(
              exemplar ->
                  points.add(
                      texts(exemplar.getLabelsRefsList(), symbols)
                          + point(exemplar.getValue(), exemplar.getTimestamp(), 0)));
      series.getHistogramsList().forEach(histogram -> points.add(histogram.toString()));
      points.add(
          series.getMetadata().getTypeValue()
              + symbols.get(series.getMetadata().getHelpRef())
              + symbols.get(series.getMetadata().getUnitRef())
              + series.getUnknownFields());
      samples += series.getSamplesCount() + series.getHistogramsCount();
    }
  }

  private static String texts(List<Integer> refs, List<String> symbols) {
    return refs.stream().map(symbols::get).toList().toString();
  }

  private static String point(double value, long timestamp, long start) {
    // By bits, since a stale marker is a NaN among others.
    return Long.toHexString(Double.doubleToRawLongBits(value)) + '@' + timestamp + '/' + start;
  }
}
