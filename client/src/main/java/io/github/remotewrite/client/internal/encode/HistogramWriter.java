/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.BucketsBuffer;
import io.github.remotewrite.client.model.HistogramBuffer;

/**
 * Native histograms as the message {@code Histogram}, which both versions of Remote Write share.
 *
 * <pre>
 *   08  varint    count_int        written even if 0: it says that counts are integers
 *   19  8 bytes   sum
 *   20  zigzag    schema
 *   29  8 bytes   zero_threshold
 *   30  varint    zero_count_int   written even if 0
 *   42  message   negative_spans   each: 08 zigzag offset, 10 varint length
 *   4A  packed    negative_deltas  zigzag
 *   5A  message   positive_spans
 *   62  packed    positive_deltas
 *   78  varint    timestamp
 *   82 01  packed custom_values    2.0 only
 *   88 01  varint start_timestamp  2.0 only
 * </pre>
 *
 * <p>The reset hint is left at its default, unknown: a wrong one can bring a receiver down. Not
 * thread-safe.
 */
final class HistogramWriter {
  private int schemaOffset;
  private int tailOffset;

  void write(HistogramBuffer histogram, Protocol protocol, ProtoBuffer out) {
    out.writeByte(0x08);
    out.writeVarint(histogram.count());
    out.writeByte(0x19);
    out.writeFixed64(
        histogram.isStaleMarker() ? SampleBits.STALE_MARKER : SampleBits.of(histogram.sum()));
    schemaOffset = out.size();
    out.writeByte(0x20);
    out.writeVarint(zigzag(histogram.schema()));
    out.writeByte(0x29);
    out.writeFixed64(SampleBits.of(histogram.zeroThreshold()));
    out.writeByte(0x30);
    out.writeVarint(histogram.zeroCount());
    writeBuckets(histogram.negative(), 0x42, 0x4A, out);
    writeBuckets(histogram.positive(), 0x5A, 0x62, out);
    tailOffset = out.size();
    out.writeByte(0x78);
    out.writeVarint(histogram.timestampMillis());
    if (histogram.hasBounds()) {
      writeBounds(histogram.bounds(), out);
    }
    if (protocol == Protocol.V2 && histogram.startTimestampMillis() != 0) {
      out.writeByte(0x88);
      out.writeByte(0x01);
      out.writeVarint(histogram.startTimestampMillis());
    }
  }

  /** Returns where in the last histogram its schema stands, after what differs in each. */
  int schemaOffset() {
    return schemaOffset;
  }

  /** Returns where in the last histogram its buckets have ended. */
  int tailOffset() {
    return tailOffset;
  }

  private static void writeBuckets(
      BucketsBuffer buckets, int spansTag, int deltasTag, ProtoBuffer out) {
    for (int i = 0; i < buckets.spanCount(); i++) {
      out.writeByte(spansTag);
      int start = out.beginLength();
      out.writeByte(0x08);
      out.writeVarint(zigzag(buckets.spanOffset(i)));
      out.writeByte(0x10);
      out.writeVarint(buckets.spanLength(i));
      out.endLength(start);
    }
    int count = buckets.bucketCount();
    if (count > 0) {
      out.writeByte(deltasTag);
      int start = out.beginLength();
      out.reserve(count * ProtoBuffer.MAX_VARINT_SIZE);
      int end = out.size();
      for (int i = 0; i < count; i++) {
        end = out.setVarint(end, zigzag(buckets.delta(i)));
      }
      out.advance(end - out.size());
      out.endLength(start);
    }
  }

  private static void writeBounds(double[] bounds, ProtoBuffer out) {
    out.writeByte(0x82);
    out.writeByte(0x01);
    out.writeVarint((long) bounds.length * Double.BYTES);
    for (double bound : bounds) {
      out.writeFixed64(SampleBits.of(bound));
    }
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }
}
