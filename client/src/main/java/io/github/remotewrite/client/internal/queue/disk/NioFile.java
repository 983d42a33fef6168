/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A file behind a {@link FileChannel}.
 *
 * <p>An interrupt closes such a channel under whoever uses it. Here the channel is opened again,
 * the operation repeated and the interrupt kept: every operation names its position, so repeating
 * one does no harm.
 */
final class NioFile implements DiskFile {
  private final Path path;
  private final Set<OpenOption> reopenOptions;
  private FileChannel channel;
  private boolean closed;

  NioFile(Path path, Set<? extends OpenOption> options) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, options, OwnerOnly.file(path));
    this.reopenOptions = new HashSet<>(options);
    reopenOptions.remove(CREATE);
    reopenOptions.remove(CREATE_NEW);
  }

  @Override
  public void write(long position, ByteBuffer... buffers) throws IOException {
    uninterrupted(
        open -> {
          for (ByteBuffer buffer : buffers) {
            buffer.rewind();
          }
          open.position(position);
          while (buffers[buffers.length - 1].hasRemaining()) {
            open.write(buffers);
          }
          return position;
        });
  }

  @Override
  public int read(long position, ByteBuffer buffer) throws IOException {
    return uninterrupted(open -> open.read(buffer, position));
  }

  @Override
  public long size() throws IOException {
    return uninterrupted(FileChannel::size);
  }

  @Override
  public void truncate(long size) throws IOException {
    uninterrupted(open -> open.truncate(size));
  }

  @Override
  public void force() throws IOException {
    uninterrupted(
        open -> {
          // The size of the file belongs to its content; only times and owner are left out.
          open.force(false);
          return open;
        });
  }

  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
  }

  private <T> T uninterrupted(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          if (!channel.isOpen() && !closed) {
            channel = FileChannel.open(path, reopenOptions);
          }
          return operation.run(channel);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What is done with the open channel, possibly more than once. */
  private interface Operation<T> {
    T run(FileChannel open) throws IOException;
  }
}
