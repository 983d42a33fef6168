/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Unpacked packages, one directory {@code <package>-<suite>} each, shared by all processes of a
 * user.
 *
 * <p>A package is unpacked into a temporary sibling and renamed, so a directory of that name is
 * always complete, whatever interrupted an earlier run. One process fetches at a time; what is
 * there already is returned without waiting. Nothing is ever refreshed: to get a newer package,
 * delete its directory.
 */
final class PackageCache {
  private static final String TEMPORARY_PREFIX = ".unpack-";

  // A file lock keeps other processes out, but throws when a second thread of this one asks.
  private static final Object THREADS = new Object();

  private final Path directory;
  private final PackageSource source;

  static PackageCache ofThisMachine() {
    String configured = System.getProperty("receivers.cache");
    Path directory =
        configured != null
            ? Path.of(configured)
            : Path.of(
                System.getProperty("user.home", ""), ".cache", "remote-write-java", "receivers");
    return new PackageCache(
        directory.toAbsolutePath(), DebianArchive.ofThisMachine(directory.toAbsolutePath()));
  }

  PackageCache(Path directory, PackageSource source) {
    this.directory = directory;
    this.source = source;
  }

  /** The root of the unpacked package. */
  Path unpacked(String debianPackage, String suite) throws IOException, InterruptedException {
    Path target = directory.resolve(debianPackage + "-" + suite);
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(directory);
    synchronized (THREADS) {
      try (FileChannel lockFile =
          FileChannel.open(
              directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lockFile.lock(); // Released with the channel.
        if (!Files.isDirectory(target)) {
          removeLeftovers();
          fetch(debianPackage, suite, target);
        }
        return target;
      }
    }
  }

  private void fetch(String debianPackage, String suite, Path target)
      throws IOException, InterruptedException {
    Path temporary = Files.createTempDirectory(directory, TEMPORARY_PREFIX);
    try {
      Path unpacked = temporary.resolve("root");
      source.unpack(debianPackage, suite, unpacked);
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Directories.delete(temporary);
    }
  }

  /** Deletes what killed runs left; the lock is held, so no run that is alive owns it. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(directory, TEMPORARY_PREFIX + "*")) {
      for (Path leftover : leftovers) {
        Directories.delete(leftover);
      }
    }
  }
}
