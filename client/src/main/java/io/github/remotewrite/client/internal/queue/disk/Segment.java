/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.nio.file.Path;

/** One file of the log: how large it is and what waits in it. */
final class Segment {
  private final long number;
  private final Path path;
  private long bytes;
  private long readFrom;
  private long records;
  private long samples;
  private long oldestMillis;
  private long nextSequence;
  private long nextSamplesBefore;

  /**
   * @param bytes how much of it counts
   * @param readFrom where its first waiting record may be
   */
  Segment(long number, Path path, long bytes, long readFrom) {
    this.number = number;
    this.path = path;
    this.bytes = bytes;
    this.readFrom = readFrom;
  }

  /** Notes a waiting record behind the others, found or appended. */
  void added(RecordHeader header) {
    if (records == 0) {
      oldestMillis = header.queuedMillis();
    }
    records++;
    samples += header.samples();
    bytes = Math.max(bytes, header.end());
    nextSequence = header.nextSequence();
    nextSamplesBefore = header.nextSamplesBefore();
  }

  /** Notes the numbers behind its last record, intact or not. */
  void endsBefore(long sequence, long samplesBefore) {
    nextSequence = sequence;
    nextSamplesBefore = samplesBefore;
  }

  /** Notes that the oldest waiting record is known, all broken ones before it skipped. */
  void peeked(RecordHeader header) {
    oldestMillis = header.queuedMillis();
  }

  void removed(RecordHeader header) {
    records--;
    samples -= header.samples();
    readFrom = header.end();
  }

  /** Notes that nothing in it waits any more. */
  void gaveUp() {
    records = 0;
    samples = 0;
    readFrom = bytes;
  }

  long number() {
    return number;
  }

  Path path() {
    return path;
  }

  long bytes() {
    return bytes;
  }

  long readFrom() {
    return readFrom;
  }

  long records() {
    return records;
  }

  long samples() {
    return samples;
  }

  long oldestMillis() {
    return oldestMillis;
  }

  /** Returns whether it never had a record. */
  boolean isBlank() {
    return nextSequence == 0;
  }

  /** Returns the sequence number behind its last record. */
  long nextSequence() {
    return nextSequence;
  }

  /** Returns how many samples all records up to its last one carry. */
  long nextSamplesBefore() {
    return nextSamplesBefore;
  }
}
