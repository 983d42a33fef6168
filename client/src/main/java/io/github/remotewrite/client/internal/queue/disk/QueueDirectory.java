/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directory of a log: a lock, a checkpoint and segments, and nothing else.
 *
 * <p>What holds anything else, or a log in another format, is refused before anything in it is
 * touched.
 */
final class QueueDirectory {
  /** What a network file system leaves where an open file was deleted. */
  private static final String NFS_REMNANT = ".nfs";

  private QueueDirectory() {}

  /** Creates the directory, or checks that it is one for a log and closes it to others. */
  static void prepare(Path directory, Disk disk) throws IOException {
    if (Files.exists(directory)) {
      if (!Files.isDirectory(directory)) {
        throw new IOException("queue directory must be a directory: directory=" + directory);
      }
      refuseForeign(directory);
      refuseOtherVersions(directory, disk);
    }
    OwnerOnly.createDirectory(directory);
  }

  /** Returns the segments by their number, oldest first. */
  static SortedMap<Long, Path> segments(Path directory) throws IOException {
    SortedMap<Long, Path> segments = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        OptionalLong number = SegmentName.number(name(file));
        if (number.isPresent()) {
          segments.put(number.getAsLong(), file);
        }
      }
    }
    return segments;
  }

  private static void refuseForeign(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = name(file);
        boolean own =
            name.equals(DirectoryLock.NAME)
                || name.equals(CheckpointFile.NAME)
                || SegmentName.number(name).isPresent();
        if (!(own && Files.isRegularFile(file)) && !name.startsWith(NFS_REMNANT)) {
          throw new IOException(
              "queue directory must hold nothing but a queue: directory="
                  + directory
                  + ", found="
                  + name);
        }
      }
    }
  }

  private static void refuseOtherVersions(Path directory, Disk disk) throws IOException {
    for (Path segment : segments(directory).values()) {
      refuseOtherVersion(disk, segment, 0, FileHeader.SEGMENT_MAGIC);
    }
    Path checkpoint = directory.resolve(CheckpointFile.NAME);
    refuseOtherVersion(disk, checkpoint, 0, FileHeader.CHECKPOINT_MAGIC);
    refuseOtherVersion(disk, checkpoint, CheckpointFile.SLOT_OFFSET, FileHeader.CHECKPOINT_MAGIC);
  }

  private static void refuseOtherVersion(Disk disk, Path path, long position, int magic)
      throws IOException {
    ByteBuffer header = ByteBuffer.allocate(FileHeader.BYTES);
    try (DiskFile file = disk.openForReading(path)) {
      file.read(position, header);
    } catch (IOException deletedOrUnreadable) {
      return;
    }
    int version = FileHeader.version(header.flip(), 0, magic);
    if (version != 0 && version != FileHeader.VERSION) {
      throw new IOException(
          "queue directory is of another version of this library: file="
              + path
              + ", version="
              + version
              + ", supportedVersion="
              + FileHeader.VERSION);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
