/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The buckets on one side of a native histogram: spans say which indexes are listed, deltas how
 * each count differs from the one listed before.
 */
public record DecodedBuckets(List<Span> spans, List<Long> deltas) {

  public DecodedBuckets {
    spans = List.copyOf(spans);
    deltas = List.copyOf(deltas);
  }

  /** Returns the absolute count by index, as far as there is both a span and a delta for it. */
  public SortedMap<Integer, Long> counts() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    Iterator<Long> delta = deltas.iterator();
    int index = 0;
    long count = 0;
    for (Span span : spans) {
      index += span.offset();
      for (long i = 0; i < span.length() && delta.hasNext(); i++) {
        count += delta.next();
        counts.put(index++, count);
      }
    }
    return counts;
  }

  /**
   * Consecutive buckets: an index for the first span, a gap for a later one, and how many there
   * are.
   */
  public record Span(int offset, long length) {}
}
