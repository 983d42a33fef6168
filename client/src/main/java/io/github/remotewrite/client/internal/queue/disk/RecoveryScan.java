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
  private @Nullable RecordHeader firstBroken;
  private @Nullable RecordHeader lastBroken;
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
    end();
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
      segment.endsBefore(nextSequence, nextSamplesBefore);
    }
  }

  private void skipped(Damage damage) {
    if (damage.isNone()) {
      return;
    }
    detail(damage.detail());
    unexplainedBytes += damage.bytes();
    if (firstBroken == null) {
      firstBroken = damage.firstHeader();
    }
    if (damage.lastHeader() != null) {
      lastBroken = damage.lastHeader();
    }
  }

  private void found(RecordHeader header) {
    // The number of a broken record may be used again: it was never stored, whoever appended it
    // knows, and the next one took its number.
    RecordHeader broken = firstBroken;
    arriveAt(broken != null && broken.sequence() < header.sequence() ? broken : header);
    expect(header.sequence(), header.samplesBefore());
    firstBroken = null;
    lastBroken = null;
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

  /** Counts what is missing behind the last intact record. */
  private void end() {
    if (firstBroken != null && lastBroken != null) {
      arriveAt(firstBroken);
      expect(lastBroken.nextSequence(), lastBroken.nextSamplesBefore());
    }
    if (numbered) {
      expect(checkpoint.endSequence(), checkpoint.endSamples());
    }
    nextSequence = Math.max(nextSequence, checkpoint.endSequence());
    nextSamplesBefore = Math.max(nextSamplesBefore, checkpoint.endSamples());
    lostBytes += unexplainedBytes; // No record tells what they were.
    if (!segments.isEmpty()) {
      segments.get(segments.size() - 1).endsBefore(nextSequence, nextSamplesBefore);
    }
    if (records == 0) {
      start = position(nextSegment(), 0, nextSequence, nextSamplesBefore);
    }
  }

  /** Takes the numbers from the first record there is, if the checkpoint doesn't tell them. */
  private void arriveAt(RecordHeader first) {
    if (!numbered) {
      numbered = true;
      nextSequence = first.sequence();
      nextSamplesBefore = first.samplesBefore();
      lostBytes += unexplainedBytes;
      unexplainedBytes = 0;
    }
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
