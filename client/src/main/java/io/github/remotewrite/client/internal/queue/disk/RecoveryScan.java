/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole log once, to learn what waits in it and what is missing.
 *
 * <p>What is missing shows in the numbers of the records around it, in the checkpoint, and in the
 * headers of records whose body is broken. Bytes that tell nothing are counted as such.
 */
final class RecoveryScan {
  private static final int MAX_DETAILS = 10;

  private final Disk disk;
  private final Window window;
  private final Checkpoint checkpoint;
  private final List<Segment> segments = new ArrayList<>();
  private final List<String> details = new ArrayList<>();
  private Checkpoint start;
  private long nextSequence;
  private long nextSamplesBefore;
  private long unexplainedBytes;
  private long records;
  private long samples;
  private long lostRecords;
  private long lostSamples;
  private long lostBytes;

  /** Whether the number of the next record is known: if not, it is taken from that record. */
  private boolean numbered;

  /**
   * @param checkpoint null if it was lost
   * @param newest whether that is the newest checkpoint there was, for certain
   */
  RecoveryScan(Disk disk, Window window, @Nullable Checkpoint checkpoint, boolean newest) {
    this.disk = disk;
    this.window = window;
    this.checkpoint = checkpoint == null ? Checkpoint.START : checkpoint;
    // Behind an older checkpoint a segment may be missing because it was delivered.
    this.numbered = newest;
    this.start = this.checkpoint;
    this.nextSequence = this.checkpoint.sequence();
    this.nextSamplesBefore = this.checkpoint.samplesBefore();
  }

  /** Reads all segments, oldest first. */
  Recovery run(Map<Long, Path> files) throws IOException {
    for (Map.Entry<Long, Path> file : files.entrySet()) {
      scan(file.getKey(), file.getValue());
    }
    if (numbered) {
      expect(checkpoint.endSequence(), checkpoint.endSamples());
    }
    nextSequence = Math.max(nextSequence, checkpoint.endSequence());
    nextSamplesBefore = Math.max(nextSamplesBefore, checkpoint.endSamples());
    lostBytes += unexplainedBytes; // At the end of the log no record tells what they were.
    if (records == 0) {
      start = position(nextSegment(), 0, nextSequence, nextSamplesBefore);
    }
    return new Recovery(records, samples, lostRecords, lostSamples, lostBytes, details);
  }

  /** Returns where the first waiting record is: what was lost before it is reported once. */
  Checkpoint start() {
    return start.withEnd(nextSequence, nextSamplesBefore);
  }

  /** Returns the number for the next segment: no process writes to one of another. */
  long nextSegment() {
    long last = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number();
    return Math.max(last, checkpoint.segment()) + 1;
  }

  List<Segment> segments() {
    return segments;
  }

  private void scan(long number, Path path) throws IOException {
    if (number < checkpoint.segment()) {
      segments.add(new Segment(number, path, 0, 0));
      return;
    }
    try (DiskFile file = disk.openForReading(path)) {
      long bytes = file.size();
      long from = FileHeader.BYTES;
      if (number == checkpoint.segment()) {
        from = Math.max(from, checkpoint.offset());
      }
      Segment segment = new Segment(number, path, bytes, from);
      segments.add(segment);
      SegmentCursor cursor = new SegmentCursor(file, number, from, window);
      RecordHeader header = cursor.next(bytes, false);
      while (header != null) {
        skipped(cursor.takeDamage());
        found(header);
        segment.added(header);
        header = cursor.next(bytes, false);
      }
      skipped(cursor.takeDamage());
    }
  }

  private void skipped(Damage damage) {
    if (damage.isNone()) {
      return;
    }
    detail(damage.detail());
    unexplainedBytes += damage.bytes();
    RecordHeader first = damage.firstHeader();
    RecordHeader last = damage.lastHeader();
    if (first != null && last != null) {
      arriveAt(first);
      expect(last.nextSequence(), last.nextSamplesBefore());
    }
  }

  private void found(RecordHeader header) {
    arriveAt(header);
    // Bytes between two records that follow each other are the rest of a failed write.
    unexplainedBytes = 0;
    nextSequence = Math.max(nextSequence, header.nextSequence());
    nextSamplesBefore = Math.max(nextSamplesBefore, header.nextSamplesBefore());
    if (records == 0) {
      start =
          position(header.segment(), header.offset(), header.sequence(), header.samplesBefore());
    }
    records++;
    samples += header.samples();
  }

  /** Counts as lost what should have come before a record. */
  private void arriveAt(RecordHeader header) {
    if (numbered) {
      expect(header.sequence(), header.samplesBefore());
      return;
    }
    numbered = true;
    nextSequence = header.sequence();
    nextSamplesBefore = header.samplesBefore();
    lostBytes += unexplainedBytes;
    unexplainedBytes = 0;
  }

  private static Checkpoint position(long segment, long offset, long sequence, long samplesBefore) {
    return new Checkpoint(segment, offset, sequence, samplesBefore, sequence, samplesBefore);
  }

  /** Counts as lost what should have come before a number. */
  private void expect(long sequence, long samplesBefore) {
    if (sequence <= nextSequence) {
      return;
    }
    if (unexplainedBytes == 0) {
      detail(
          "records are missing: expectedSequence=" + nextSequence + ", foundSequence=" + sequence);
    }
    lostRecords += sequence - nextSequence;
    lostSamples += Math.max(0, samplesBefore - nextSamplesBefore);
    lostBytes += unexplainedBytes;
    unexplainedBytes = 0;
    nextSequence = sequence;
    nextSamplesBefore = samplesBefore;
  }

  private void detail(String detail) {
    if (details.size() < MAX_DETAILS) {
      details.add(detail);
    }
  }
}
