/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The disk of this machine. */
final class NioDisk implements Disk {
  @Override
  public DiskFile create(Path path) throws IOException {
    return new NioFile(path, Set.of(CREATE_NEW, READ, WRITE));
  }

  @Override
  public DiskFile openOrCreate(Path path) throws IOException {
    return new NioFile(path, Set.of(CREATE, READ, WRITE));
  }

  @Override
  public DiskFile openForReading(Path path) throws IOException {
    return new NioFile(path, Set.of(READ));
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    // Windows opens no directories, and keeps names without being asked.
    if (OwnerOnly.isSupported(directory)) {
      try (NioFile file = new NioFile(directory, Set.of(READ))) {
        file.force();
      }
    }
  }
}
