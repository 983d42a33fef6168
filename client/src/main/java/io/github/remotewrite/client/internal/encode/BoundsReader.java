/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.model.HistogramBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads native histograms with bounds of their own back from the message they were written to. */
final class BoundsReader {
  private long count;
  private long sumBits;
  private int schema;
  private long timestampMillis;
  private double[] bounds = {};
  private final List<long[]> spans = new ArrayList<>();
  private final List<Long> deltas = new ArrayList<>();

  private BoundsReader() {}

  /** Returns the histogram, or null if its buckets have no bounds of their own. */
  static @Nullable HistogramBuffer read(ProtoReader message) {
    BoundsReader reader = new BoundsReader();
    while (message.next()) {
      reader.readField(message);
    }
    return reader.schema == HistogramBuffer.CUSTOM_BOUNDS_SCHEMA ? reader.toBuffer() : null;
  }

  private void readField(ProtoReader message) {
    switch (message.field()) {
      case 1 -> count = message.readVarint();
      case 3 -> sumBits = message.readFixed64();
      case 4 -> schema = (int) unzigzag(message.readVarint());
      case 11 -> spans.add(span(message.readMessage()));
      case 12 -> {
        ProtoReader packed = message.readMessage();
        while (packed.hasMore()) {
          deltas.add(unzigzag(packed.readVarint()));
        }
      }
      case 15 -> timestampMillis = message.readVarint();
      case 16 -> {
        ProtoReader packed = message.readMessage();
        List<Double> read = new ArrayList<>();
        while (packed.hasMore()) {
          read.add(Double.longBitsToDouble(packed.readFixed64()));
        }
        bounds = read.stream().mapToDouble(Double::doubleValue).toArray();
      }
      default -> message.skip();
    }
  }

  private static long[] span(ProtoReader message) {
    long[] span = new long[2];
    while (message.next()) {
      switch (message.field()) {
        case 1 -> span[0] = unzigzag(message.readVarint());
        case 2 -> span[1] = message.readVarint();
        default -> message.skip();
      }
    }
    return span;
  }

  private HistogramBuffer toBuffer() {
    HistogramBuffer histogram = new HistogramBuffer();
    if (sumBits == SampleBits.STALE_MARKER) {
      histogram.resetToStaleMarkerWithBounds(timestampMillis, bounds);
      return histogram;
    }
    histogram.resetWithBounds(timestampMillis, 0, bounds);
    histogram.setTotals(count, Double.longBitsToDouble(sumBits), 0, 0);
    int index = 0;
    int bucket = 0;
    long bucketCount = 0;
    for (long[] span : spans) {
      index += (int) span[0];
      for (int i = 0; i < span[1]; i++) {
        bucketCount += deltas.get(bucket++);
        histogram.positive().add(index++, bucketCount);
      }
    }
    return histogram;
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
