/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples as {@code prometheus.WriteRequest} messages (Remote Write 1.0), compressed.
 *
 * <p>A message is nothing but its series one after the other, each with its one sample:
 *
 * <pre>
 *   0A  varint       WriteRequest.timeseries, length
 *       labels         as {@link Labels} keeps them
 *       12  varint     TimeSeries.samples, length
 *           09  8 bytes  Sample.value
 *           10  varint   Sample.timestamp, milliseconds
 * </pre>
 *
 * <p>All lengths are known before a byte is written, so a series that would pass a limit starts the
 * next request, and nothing written is ever moved. Not thread-safe; the buffers are reused.
 */
public final class RequestEncoder implements Batch {
  private static final int TIME_SERIES_TAG = 0x0A;
  private static final int SAMPLES_TAG = 0x12;
  private static final int VALUE_TAG = 0x09;
  private static final int TIMESTAMP_TAG = 0x10;
  // The tags and lengths around labels and timestamp, at their longest: 1 + 5, 1 + 1, 1 + 8, 1.
  private static final int MAX_FRAME_SIZE = 18;
  private static final int MAX_TIMESTAMP_SIZE = 10;

  // Prometheus writes this NaN where it means "not a number", and receivers compare bits.
  private static final long CANONICAL_NAN_BITS = 0x7FF8_0000_0000_0001L;

  private final int maxSamplesPerSend;
  private final int maxRequestBytes;
  private final ProtoBuffer message = new ProtoBuffer(64 * 1024);
  private final SnappyBlockCompressor compressor = new SnappyBlockCompressor();
  private byte[] compressed = {};
  private int samples;
  private List<EncodedRequest> finished = new ArrayList<>();

  public RequestEncoder(int maxSamplesPerSend, int maxRequestBytes) {
    this.maxSamplesPerSend = maxSamplesPerSend;
    this.maxRequestBytes = maxRequestBytes;
  }

  @Override
  public void add(Series series, long timestampMillis, double value) {
    startRequestIfFull(1, series.labels().encodedLength());
    write(series.labels(), timestampMillis, value);
  }

  @Override
  public void add(SeriesGroup group, long timestampMillis, double... values) {
    List<Series> series = group.series();
    if (values.length < series.size()) {
      throw new IllegalArgumentException(
          "a group must have a value for each series: series="
              + series.size()
              + ", values="
              + values.length);
    }
    startRequestIfFull(series.size(), group.encodedLabelsLength());
    for (int i = 0; i < series.size(); i++) {
      write(series.get(i).labels(), timestampMillis, values[i]);
    }
  }

  /** Returns the requests since the last call, and starts anew. */
  public List<EncodedRequest> finish() {
    finishRequest();
    List<EncodedRequest> requests = finished;
    finished = new ArrayList<>();
    return requests;
  }

  /** Forgets what was added since the last {@link #finish}. */
  public void discard() {
    message.clear();
    samples = 0;
    finished.clear();
  }

  private void startRequestIfFull(int addedSamples, int addedLabelsLength) {
    long addedBytes =
        addedLabelsLength + (long) addedSamples * (MAX_FRAME_SIZE + MAX_TIMESTAMP_SIZE);
    if (samples > 0
        && (samples + addedSamples > maxSamplesPerSend
            || message.size() + addedBytes > maxRequestBytes)) {
      finishRequest();
    }
  }

  private void write(Labels labels, long timestampMillis, double value) {
    int sampleSize = 1 + Double.BYTES + 1 + ProtoBuffer.varintSize(timestampMillis);
    message.writeByte(TIME_SERIES_TAG);
    message.writeVarint(labels.encodedLength() + 2 + sampleSize);
    int labelsStart = message.advance(labels.encodedLength());
    labels.copyEncodedTo(message.array(), labelsStart);
    message.writeByte(SAMPLES_TAG);
    message.writeVarint(sampleSize);
    message.writeByte(VALUE_TAG);
    message.writeFixed64(
        Double.isNaN(value) ? CANONICAL_NAN_BITS : Double.doubleToRawLongBits(value));
    message.writeByte(TIMESTAMP_TAG);
    message.writeVarint(timestampMillis);
    samples++;
  }

  private void finishRequest() {
    if (samples == 0) {
      return;
    }
    int bound = SnappyBlockCompressor.maxCompressedLength(message.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int length = compressor.compress(message.array(), 0, message.size(), compressed, 0);
    finished.add(new EncodedRequest(Arrays.copyOf(compressed, length), samples));
    message.clear();
    samples = 0;
  }
}
