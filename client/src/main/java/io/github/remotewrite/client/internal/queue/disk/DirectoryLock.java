/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps a directory to one log. The operating system lets go of the lock when the process ends, in
 * whatever way.
 */
final class DirectoryLock implements Closeable {
  static final String NAME = "remote-write.lock";

  // On POSIX, closing any channel to a file gives up all locks the process has on it. So this
  // process must not even open the file of a lock it holds,
  private static final Set<Path> HELD = Collections.synchronizedSet(new HashSet<>());
  // and where another copy of this class holds it, must not close it again.
  private static final ConcurrentLinkedQueue<FileChannel> NEVER_CLOSED =
      new ConcurrentLinkedQueue<>();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock acquire(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(directory);
    }
    boolean done = false;
    try {
      DirectoryLock lock = new DirectoryLock(real, lock(directory));
      done = true;
      return lock;
    } finally {
      if (!done) {
        HELD.remove(real);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(directory);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path path = directory.resolve(NAME);
    FileChannel channel = FileChannel.open(path, Set.of(CREATE, WRITE), OwnerOnly.file(path));
    boolean close = true;
    try {
      if (channel.tryLock() == null) {
        throw inUse(directory);
      }
      close = false;
      return channel;
    } catch (OverlappingFileLockException e) {
      NEVER_CLOSED.add(channel);
      close = false;
      throw inUse(directory);
    } finally {
      if (close) {
        channel.close();
      }
    }
  }

  private static IOException inUse(Path directory) {
    return new IOException("queue directory is in use by another process: directory=" + directory);
  }
}
