/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.IOException;
import java.nio.file.Path;

/** The part of a file system that a queue needs, so that a test can make it fail. */
interface Disk {
  /** Creates a file that must not exist yet, readable for its owner only. */
  DiskFile create(Path path) throws IOException;

  /** Opens a file to read and write it; creates it if it is missing. */
  DiskFile openOrCreate(Path path) throws IOException;

  /** Opens a file that exists. */
  DiskFile openForReading(Path path) throws IOException;

  /** Deletes a file if it exists. */
  void delete(Path path) throws IOException;

  /** Makes the names of the files of a directory survive a loss of power. */
  void forceDirectory(Path directory) throws IOException;
}
