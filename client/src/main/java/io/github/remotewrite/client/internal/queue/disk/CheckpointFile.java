/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint on disk: two slots, written in turn.
 *
 * <pre>
 * offset  bytes  meaning
 *      0     12  file header
 *     12      8  number of the segment of the oldest record without an outcome
 *     20      8  offset of that record
 *     28      8  sequence number of that record
 *     36      8  samples of all records before it
 *     44      8  sequence number of the next record to be appended
 *     52      8  samples of all records so far
 *     60      4  CRC32C of the 60 bytes before
 *     64    448  zero: the slots are in two sectors of the disk
 *    512     64  the second slot, like the first
 * </pre>
 *
 * <p>A write that is torn leaves the other slot, which is one step older: what had its outcome in
 * that step is sent again. If both are lost, everything that is still there is sent again.
 */
final class CheckpointFile implements Closeable {
  static final String NAME = "remote-write.checkpoint";
  static final int SLOT_OFFSET = 512;
  static final int BYTES = SLOT_OFFSET + Checkpoint.BYTES;

  private final DiskFile file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private @Nullable Checkpoint newest;
  private int newestSlot;
  private boolean whole;

  private CheckpointFile(DiskFile file) {
    this.file = file;
  }

  /** Opens the checkpoint of a directory; one that can't be read counts as lost. */
  static CheckpointFile open(Disk disk, Path directory) throws IOException {
    CheckpointFile checkpoint = new CheckpointFile(disk.openOrCreate(directory.resolve(NAME)));
    checkpoint.read();
    return checkpoint;
  }

  /** Returns what was read or written last; null if nothing intact was there. */
  @Nullable Checkpoint newest() {
    return newest;
  }

  /** Returns whether both slots were intact: the newest of them is the newest there was. */
  boolean isWhole() {
    return whole;
  }

  void write(Checkpoint checkpoint) throws IOException {
    buffer.clear();
    if (newest == null) {
      checkpoint.put(buffer);
      ByteBuffer second = buffer.slice(SLOT_OFFSET, Checkpoint.BYTES);
      checkpoint.put(second);
      file.write(0, buffer.limit(BYTES));
      newestSlot = 0;
    } else {
      int slot = 1 - newestSlot;
      checkpoint.put(buffer);
      file.write((long) slot * SLOT_OFFSET, buffer.slice(0, Checkpoint.BYTES));
      newestSlot = slot;
    }
    newest = checkpoint;
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void read() {
    Checkpoint first = readSlot(0);
    Checkpoint second = readSlot(1);
    whole = first != null && second != null;
    newestSlot = first == null || (second != null && second.isAfter(first)) ? 1 : 0;
    newest = newestSlot == 1 ? second : first;
  }

  private @Nullable Checkpoint readSlot(int slot) {
    ByteBuffer read = ByteBuffer.allocate(Checkpoint.BYTES);
    try {
      long from = (long) slot * SLOT_OFFSET;
      while (read.hasRemaining() && file.read(from + read.position(), read) >= 0) {
        // Until the slot, or the file, is read.
      }
    } catch (IOException unreadable) {
      return null;
    }
    return Checkpoint.parse(read.flip());
  }
}
