/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The part of a file that was read last; reused for every read of a log. */
final class Window {
  /** Most records fit as a whole, and a larger one is read in pieces of this size. */
  static final int BYTES = 64 << 10;

  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES).limit(0);
  private long start;

  /**
   * Makes bytes from a position on available, and returns how many are.
   *
   * @param wanted how many there must be, {@link #BYTES} at most, unless the file or {@code end}
   *     ends before
   * @param end where the part of the file ends that may be read
   */
  int load(DiskFile file, long position, int wanted, long end) throws IOException {
    int needed = (int) Math.min(wanted, end - position);
    if (available(position) < needed) {
      int most = (int) Math.min(BYTES, end - position);
      try {
        fill(file, position, needed, most);
      } catch (IOException unreadable) {
        // A block further on may be broken, not one of those that are needed.
        fill(file, position, needed, needed);
      }
    }
    return (int) Math.min(available(position), end - position);
  }

  /** Returns the bytes that are available; {@link #index} tells where one is. */
  ByteBuffer buffer() {
    return buffer;
  }

  int index(long position) {
    return (int) (position - start);
  }

  /** Forgets what was read: another file comes next. */
  void clear() {
    buffer.limit(0);
  }

  private long available(long position) {
    return position < start ? 0 : Math.max(0, start + buffer.limit() - position);
  }

  private void fill(DiskFile file, long position, int needed, int most) throws IOException {
    start = position;
    buffer.limit(most).position(0);
    boolean done = false;
    try {
      while (buffer.position() < needed) {
        if (file.read(position + buffer.position(), buffer) < 0) {
          break;
        }
      }
      done = true;
    } finally {
      buffer.limit(done ? buffer.position() : 0).position(0);
    }
  }
}
