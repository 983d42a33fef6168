/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Appends records to the newest segment.
 *
 * <p>A segment is a {@linkplain FileHeader file header} with records behind it, without gaps:
 *
 * <pre>
 * offset  bytes  meaning
 *      0     12  file header
 *     12     60  header of the first record
 *     72         body of the first record, and so on
 * </pre>
 *
 * <p>A record is one write, header first. A process that is killed in between leaves the beginning
 * of it, which the header's length or the checksum of the body gives away; nothing is ever written
 * behind it, because a process that opens a log begins a new segment. A write that failed is cut
 * off again, and if that fails too, or it may have failed earlier without anybody noticing, the
 * segment takes no more.
 */
final class SegmentWriter implements Closeable {
  private final DiskFile file;
  private final Segment segment;
  private final ByteBuffer header = ByteBuffer.allocate(RecordHeader.BYTES);
  private boolean broken;
  private boolean unforced;

  private SegmentWriter(DiskFile file, Segment segment) {
    this.file = file;
    this.segment = segment;
  }

  /** Creates a segment's file; leaves none behind if that fails. */
  static SegmentWriter create(Disk disk, Segment segment) throws IOException {
    DiskFile file = disk.create(segment.path());
    boolean done = false;
    try {
      ByteBuffer header = ByteBuffer.allocate(FileHeader.BYTES);
      FileHeader.put(header, FileHeader.SEGMENT_MAGIC);
      file.write(0, header);
      done = true;
      return new SegmentWriter(file, segment);
    } finally {
      if (!done) {
        try (file) {
          disk.delete(segment.path());
        }
      }
    }
  }

  /** Returns whether another record may be appended. */
  boolean hasRoom(long recordBytes, long segmentBytes) {
    return !broken && (segment.bytes() + recordBytes <= segmentBytes || isEmpty());
  }

  /** Writes a record behind the last one; after an exception it isn't there. */
  void append(RecordHeader record, byte[] body, boolean force) throws IOException {
    boolean done = false;
    try {
      header.clear();
      record.put(header);
      file.write(record.offset(), header, ByteBuffer.wrap(body));
      unforced = true;
      if (force) {
        force();
      }
      done = true;
    } finally {
      if (!done) {
        cutOff(record.offset());
      }
    }
  }

  /** Forces what was appended since the last time. */
  void force() throws IOException {
    if (!unforced) {
      return;
    }
    boolean done = false;
    try {
      file.force();
      unforced = false;
      done = true;
    } finally {
      // Which writes a failed force has lost, and what a second one would say, nobody knows.
      broken |= !done;
    }
  }

  Segment segment() {
    return segment;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private boolean isEmpty() {
    return segment.bytes() == FileHeader.BYTES;
  }

  private void cutOff(long offset) {
    try {
      file.truncate(offset);
    } catch (IOException keepsTheFragment) {
      broken = true;
    }
  }
}
