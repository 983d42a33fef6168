/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The distribution that this machine runs: a source of packages, and what it says of Debian's
 * archive.
 */
final class MachineDistribution {
  private final Path etc;
  private final Path workDirectory;

  MachineDistribution(Path etc, Path workDirectory) {
    this.etc = etc;
    this.workDirectory = workDirectory;
  }

  /**
   * Debian's archive as this machine's own apt is configured to use it; empty on another
   * distribution.
   */
  Optional<String> configuredDebianMirror() throws IOException {
    Path release = etc.resolve("os-release");
    if (!Files.isReadable(release) || !Files.readAllLines(release).contains("ID=debian")) {
      return Optional.empty();
    }
    for (Path file : sourceFiles()) {
      Optional<String> mirror = AptSources.debianMirror(file.toString(), Files.readString(file));
      if (mirror.isPresent()) {
        return mirror;
      }
    }
    return Optional.empty();
  }

  /** Debian's archive as the distribution's {@code debootstrap} package knows it. */
  String debootstrapDefaultMirror() throws IOException, InterruptedException {
    Path unpacked = unpack("debootstrap");
    Path script = unpacked.resolve("usr/sbin/debootstrap");
    return AptSources.debootstrapMirror(Files.readString(script))
        .orElseThrow(
            () ->
                new IOException(
                    "debootstrap must set DEF_MIRROR to an archive of Debian: script=" + script));
  }

  /**
   * The keys of Debian's archive as the distribution publishes them, verified with the
   * distribution's own.
   */
  Path newestDebianKeyring() throws IOException, InterruptedException {
    Path unpacked = unpack("debian-archive-keyring");
    return debianKeyring(unpacked)
        .orElseThrow(
            () -> new IOException("package must hold Debian's keyring: directory=" + unpacked));
  }

  /**
   * The keys of Debian's archive below {@code root}, the file system's or an unpacked package's.
   */
  static Optional<Path> debianKeyring(Path root) {
    Path keyrings = root.resolve("usr/share/keyrings");
    for (String name : List.of("debian-archive-keyring.gpg", "debian-archive-keyring.pgp")) {
      if (Files.isReadable(keyrings.resolve(name))) {
        return Optional.of(keyrings.resolve(name));
      }
    }
    return Optional.empty();
  }

  private Path unpack(String debianPackage) throws IOException, InterruptedException {
    Path target = workDirectory.resolve(debianPackage);
    Directories.delete(target);
    try {
      PrivateApt.ofMachine(workDirectory.resolve("machine")).unpack(debianPackage, target);
    } catch (IOException machineLists) {
      // Container images come without lists, and old lists name files that the mirror no longer
      // has.
      Directories.delete(target);
      try {
        unpackWithOwnLists(debianPackage, target);
      } catch (IOException e) {
        e.addSuppressed(machineLists);
        throw e;
      }
    }
    return target;
  }

  private void unpackWithOwnLists(String debianPackage, Path target)
      throws IOException, InterruptedException {
    PrivateApt apt = PrivateApt.ofMachineSources(workDirectory.resolve("machine-sources"));
    IOException updateFailure = null;
    try {
      apt.update();
    } catch (IOException e) {
      // Perhaps in one source of many, which another publisher broke; the package tells.
      updateFailure = e;
    }
    try {
      apt.unpack(debianPackage, target);
    } catch (IOException e) {
      if (updateFailure == null) {
        throw e;
      }
      updateFailure.addSuppressed(e);
      throw updateFailure;
    }
  }

  private List<Path> sourceFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Path parts = etc.resolve("apt/sources.list.d");
    if (Files.isDirectory(parts)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parts, "*.{list,sources}")) {
        entries.forEach(files::add);
      }
      Collections.sort(files);
    }
    files.add(0, etc.resolve("apt/sources.list"));
    files.removeIf(file -> !Files.isReadable(file));
    return files;
  }
}
