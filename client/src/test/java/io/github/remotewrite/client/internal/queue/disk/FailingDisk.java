/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The disk of this machine, which fails when and how a test says, and counts. */
final class FailingDisk implements Disk {
  private final Disk disk = new NioDisk();

  /** How many more bytes fit on it. A write that doesn't fit is torn. */
  long space = Long.MAX_VALUE;

  boolean failForce;
  boolean failForceDirectory;
  boolean failTruncate;
  boolean failDelete;
  boolean failOpenForReading;

  /** The file of which {@link #unreadableFrom} to {@link #unreadableTo} can't be read. */
  @Nullable Path unreadable;

  long unreadableFrom;
  long unreadableTo;

  final List<Path> forced = new ArrayList<>();
  int directoriesForced;
  int writes;

  /** Makes bytes of a file unreadable. */
  void unreadable(Path path, long from, long to) {
    unreadable = path;
    unreadableFrom = from;
    unreadableTo = to;
  }

  long segmentsForced() {
    return forced.stream().filter(path -> path.toString().endsWith(".segment")).count();
  }

  long checkpointsForced() {
    return forced.size() - segmentsForced();
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    return new FailingFile(path, disk.create(path));
  }

  @Override
  public DiskFile openOrCreate(Path path) throws IOException {
    return new FailingFile(path, disk.openOrCreate(path));
  }

  @Override
  public DiskFile openForReading(Path path) throws IOException {
    if (failOpenForReading) {
      throw new IOException("Too many open files");
    }
    return new FailingFile(path, disk.openForReading(path));
  }

  @Override
  public void delete(Path path) throws IOException {
    if (failDelete) {
      throw new IOException("Operation not permitted");
    }
    disk.delete(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (failForceDirectory) {
      throw new IOException("Input/output error");
    }
    disk.forceDirectory(directory);
    directoriesForced++;
  }

  private final class FailingFile implements DiskFile {
    private final Path path;
    private final DiskFile file;

    FailingFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(long position, ByteBuffer... buffers) throws IOException {
      writes++;
      long at = position;
      for (ByteBuffer buffer : buffers) {
        buffer.rewind();
        long grows = Math.max(0, at + buffer.remaining() - Math.max(at, file.size()));
        if (grows > space) {
          int fits = (int) (buffer.remaining() - (grows - space));
          space = 0;
          file.write(at, buffer.slice(0, fits));
          throw new IOException("No space left on device");
        }
        space -= grows;
        file.write(at, buffer);
        at += buffer.limit();
      }
    }

    @Override
    public int read(long position, ByteBuffer buffer) throws IOException {
      if (path.equals(unreadable)
          && position < unreadableTo
          && position + buffer.remaining() > unreadableFrom) {
        throw new IOException("Input/output error");
      }
      return file.read(position, buffer);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      if (failTruncate) {
        throw new IOException("Input/output error");
      }
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      if (failForce) {
        throw new IOException("Input/output error");
      }
      file.force();
      forced.add(path);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
