/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code apt-get} with a configuration of its own: it downloads and checks packages, and neither
 * changes what apt knows about this machine nor needs to be root.
 *
 * <p>The machine's proxy settings and credentials still apply, but no setting that would take
 * unsigned packages. Not thread-safe, and one process at a time per directory.
 */
final class PrivateApt {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Path directory;
  private final Path configuration;

  /** One suite of a mirror, trusted only if signed by a key of {@code keyring}. */
  static PrivateApt ofSuite(Path directory, String mirror, String suite, Path keyring)
      throws IOException {
    Files.createDirectories(directory);
    Path sources =
        Files.writeString(
            directory.resolve("sources.list"),
            "deb [signed-by=%s target=Packages] %s %s main%n".formatted(keyring, mirror, suite));
    // Without Error-Mode an update that reached no mirror ends with 0.
    return new PrivateApt(
        directory,
        ownLists(directory)
            + """
            Dir::Etc::sourcelist "%s";
            Dir::Etc::sourceparts "/dev/null";
            Dir::Etc::preferences "/dev/null";
            Dir::Etc::preferencesparts "/dev/null";
            Dir::State::status "/dev/null";
            APT::Default-Release "";
            APT::Update::Error-Mode "any";
            """
                .formatted(sources));
  }

  /** The machine's sources, and the lists that the machine has of them. */
  static PrivateApt ofMachine(Path directory) throws IOException {
    return new PrivateApt(directory, ownCache(directory));
  }

  /** The machine's sources, with lists of our own: {@link #update} fetches them. */
  static PrivateApt ofMachineSources(Path directory) throws IOException {
    return new PrivateApt(directory, ownLists(directory));
  }

  private static String ownLists(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("state/lists/partial"));
    return ownCache(directory)
        + """
        Dir::State "%1$s/state";
        Dir::State::lists "%1$s/state/lists";
        """
            .formatted(directory);
  }

  private static String ownCache(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("cache/archives/partial"));
    return "Dir::Cache \"%s/cache\";%n".formatted(directory);
  }

  private PrivateApt(Path directory, String settings) throws IOException {
    this.directory = Files.createDirectories(directory);
    // The cleared hooks are commands that a distribution runs after an update, on the machine's own
    // state. A file rather than options, since only a file can clear lists.
    this.configuration =
        Files.writeString(
            directory.resolve("apt.conf"),
            """
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            APT::Get::AllowUnauthenticated "false";
            Acquire::AllowInsecureRepositories "false";
            Acquire::AllowWeakRepositories "false";
            Acquire::AllowDowngradeToInsecureRepositories "false";
            APT::Sandbox::User "root";
            Acquire::Languages "none";
            Acquire::Retries "2";
            Acquire::http::Timeout "20";
            Acquire::https::Timeout "20";
            """
                + settings);
  }

  /** Fetches the package lists and checks their signatures. */
  void update() throws IOException, InterruptedException {
    run(directory, "update");
  }

  /** Fetches a package, checks it against the lists and unpacks it into {@code target}. */
  void unpack(String debianPackage, Path target) throws IOException, InterruptedException {
    Path downloads = directory.resolve("downloads");
    Directories.delete(downloads);
    Files.createDirectory(downloads);
    try {
      run(downloads, "download", debianPackage);
      Command.run(
          directory,
          DEADLINE,
          List.of("dpkg-deb", "-x", onlyFile(downloads).toString(), target.toString()));
    } finally {
      Directories.delete(downloads);
    }
  }

  private void run(Path workingDirectory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("apt-get", "-q", "-c", configuration.toString()));
    command.addAll(List.of(arguments));
    Command.run(workingDirectory, DEADLINE, command);
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.deb")) {
      for (Path file : files) {
        return file;
      }
    }
    throw new IOException("apt-get must leave the package it downloaded: directory=" + directory);
  }
}
