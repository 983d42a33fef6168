/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The segments of a log, oldest first, with their sums. */
final class Segments implements Iterable<Segment> {
  private final Deque<Segment> segments = new ArrayDeque<>();
  private long bytes;
  private long records;
  private long samples;

  void add(Segment segment) {
    segments.addLast(segment);
    bytes += segment.bytes();
    records += segment.records();
    samples += segment.samples();
  }

  void appended(Segment segment, RecordHeader header) {
    bytes += header.end() - segment.bytes();
    segment.added(header);
    records++;
    samples += header.samples();
  }

  void removed(Segment segment, RecordHeader header) {
    segment.removed(header);
    records--;
    samples -= header.samples();
  }

  /** Gives up what still waits in a segment. */
  void gaveUp(Segment segment) {
    records -= segment.records();
    samples -= segment.samples();
    segment.gaveUp();
  }

  /** Takes a segment out whose file is gone. */
  void deleted(Segment segment) {
    segments.remove(segment);
    bytes -= segment.bytes();
  }

  @Nullable Segment oldest() {
    return segments.peekFirst();
  }

  /** Returns the oldest segment in which something waits; null if nothing does. */
  @Nullable Segment oldestWaiting() {
    for (Segment segment : segments) {
      if (segment.records() > 0) {
        return segment;
      }
    }
    return null;
  }

  @Override
  public Iterator<Segment> iterator() {
    return segments.iterator();
  }

  long bytes() {
    return bytes;
  }

  long records() {
    return records;
  }

  long samples() {
    return samples;
  }
}
