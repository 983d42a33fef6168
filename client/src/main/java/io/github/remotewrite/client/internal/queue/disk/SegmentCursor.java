/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds the intact records of one segment, in order, and skips everything else.
 *
 * <p>A record with a broken body is skipped by its length. Where no header is, the next one is
 * searched for byte by byte. A block that can't be read counts as broken. Each step moves forward,
 * and memory is taken only for a length whose checksum fits.
 */
final class SegmentCursor implements Closeable {
  /** Each attempt to read a bad block may take a disk seconds. */
  private static final int MAX_READ_FAILURES = 16;

  private static final int DISK_BLOCK_BYTES = 4 << 10;
  private static final byte[] NO_BODY = {};

  private final DiskFile file;
  private final long segment;
  private final Window window;
  private long position;
  private byte[] body = NO_BODY;
  private Damage damage = new Damage();
  private int readFailures;

  SegmentCursor(DiskFile file, long segment, long position, Window window) {
    this.file = file;
    this.segment = segment;
    this.position = position;
    this.window = window;
    window.clear();
  }

  /**
   * Returns the header of the next intact record; null if there is none.
   *
   * @param end where the segment ends at present
   * @param withBody whether {@link #body} is wanted too
   */
  @Nullable RecordHeader next(long end, boolean withBody) {
    while (position < end) {
      RecordHeader header = header(end);
      if (header == null) {
        continue; // Moved to where the next may be.
      }
      long found = Math.min(header.end(), end);
      position = found;
      if (readBody(header, end, withBody)) {
        return header;
      }
      damage.header(header);
    }
    return null;
  }

  /** Returns the body of the record found last; the caller's own. */
  byte[] body() {
    return body;
  }

  /** Returns what was skipped since this was asked last. */
  Damage takeDamage() {
    Damage taken = damage;
    damage = new Damage();
    return taken;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Returns the header at the position; moves on if there is none. */
  private @Nullable RecordHeader header(long end) {
    long start = position;
    try {
      if (window.load(file, start, RecordHeader.BYTES, end) >= RecordHeader.BYTES) {
        RecordHeader header =
            RecordHeader.parse(window.buffer(), window.index(start), segment, start);
        if (header != null) {
          return header;
        }
      }
      position = search(start + 1, end);
      damage.skipped(position - start, () -> "record header is corrupt: " + place(start));
    } catch (IOException unreadable) {
      long nextBlock = (start / DISK_BLOCK_BYTES + 1) * DISK_BLOCK_BYTES;
      position = mayReadOn() ? Math.min(nextBlock, end) : end;
      damage.skipped(position - start, () -> unreadable(start, unreadable));
    }
    return null;
  }

  /** Returns where the next header may begin; the end if nowhere. */
  private long search(long from, long end) throws IOException {
    long searched = from;
    while (true) {
      int available = window.load(file, searched, Integer.BYTES, end);
      if (available < Integer.BYTES) {
        return end;
      }
      ByteBuffer buffer = window.buffer();
      int first = window.index(searched);
      for (int i = first; i <= first + available - Integer.BYTES; i++) {
        if (buffer.getInt(i) == RecordHeader.MAGIC) {
          return searched + (i - first);
        }
      }
      searched += available - Integer.BYTES + 1;
    }
  }

  private boolean readBody(RecordHeader header, long end, boolean withBody) {
    long start = header.offset();
    long bytes = Math.min(header.end(), end) - start;
    if (header.end() > end) {
      damage.skipped(
          bytes, () -> "record is cut off: " + place(start) + ", bytes=" + (header.end() - start));
      return false;
    }
    byte[] read = withBody ? new byte[header.bodyBytes()] : NO_BODY;
    try {
      int crc = readBody(header, read);
      if (crc == header.bodyCrc()) {
        body = read;
        return true;
      }
      damage.skipped(
          bytes,
          () ->
              String.format(
                  "record is corrupt: %s, expectedCrc=%#x, foundCrc=%#x",
                  place(start), header.bodyCrc(), crc));
    } catch (IOException unreadable) {
      damage.skipped(bytes, () -> unreadable(start, unreadable));
      if (!mayReadOn()) {
        damage.skipped(end - position, () -> "");
        position = end;
      }
    }
    return false;
  }

  /** Copies the body, if there is an array for it, and returns its checksum. */
  private int readBody(RecordHeader header, byte[] read) throws IOException {
    CRC32C crc = new CRC32C();
    long from = (long) header.offset() + RecordHeader.BYTES;
    int done = 0;
    while (done < header.bodyBytes()) {
      int wanted = Math.min(header.bodyBytes() - done, Window.BYTES);
      int available = Math.min(wanted, window.load(file, from + done, wanted, header.end()));
      if (available == 0) {
        break; // The file became shorter: the checksum won't fit.
      }
      ByteBuffer piece = window.buffer().slice(window.index(from + done), available);
      crc.update(piece);
      if (read.length > 0) {
        piece.rewind().get(read, done, available);
      }
      done += available;
    }
    return (int) crc.getValue();
  }

  private boolean mayReadOn() {
    readFailures++;
    window.clear();
    return readFailures < MAX_READ_FAILURES;
  }

  private String unreadable(long offset, IOException e) {
    return "segment can't be read: " + place(offset) + ", error=\"" + e.getMessage() + "\"";
  }

  private String place(long offset) {
    return "segment=" + SegmentName.digits(segment) + ", offset=" + offset;
  }
}
