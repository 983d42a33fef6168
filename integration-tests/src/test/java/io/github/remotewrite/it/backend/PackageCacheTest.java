/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCacheTest {
  private final Path directory;
  private final AtomicInteger fetches = new AtomicInteger();

  PackageCacheTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void packageIsFetchedOnce() throws Exception {
    PackageCache cache = new PackageCache(directory, this::unpack);

    Path first = cache.unpacked("server", "sid");
    Path second = cache.unpacked("server", "sid");

    assertThat(first).isEqualTo(second).isEqualTo(directory.resolve("server-sid"));
    assertThat(first.resolve("binary")).hasContent("server from sid");
    assertThat(fetches).hasValue(1);
  }

  @Test
  void suitesOfAPackageAreKeptApart() throws Exception {
    PackageCache cache = new PackageCache(directory, this::unpack);

    assertThat(cache.unpacked("server", "sid").resolve("binary")).hasContent("server from sid");
    assertThat(cache.unpacked("server", "old").resolve("binary")).hasContent("server from old");
  }

  @Test
  void failedFetchLeavesNothing() throws Exception {
    PackageCache cache =
        new PackageCache(
            directory,
            (debianPackage, suite, target) -> {
              unpack(debianPackage, suite, target);
              throw new IOException("disk is full");
            });

    assertThatThrownBy(() -> cache.unpacked("server", "sid")).hasMessage("disk is full");

    assertThat(names()).containsExactly(".lock");
  }

  @Test
  void leftoversOfAKilledRunAreRemoved() throws Exception {
    Files.writeString(
        Files.createDirectories(directory.resolve(".unpack-1/root")).resolve("binary"), "half");

    new PackageCache(directory, this::unpack).unpacked("server", "sid");

    assertThat(names()).containsExactly(".lock", "server-sid");
  }

  @Test
  void packageAskedForByManyThreadsIsFetchedOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Path>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(
            threads.submit(() -> new PackageCache(directory, this::unpack).unpacked("s", "sid")));
      }
      for (Future<Path> answer : answers) {
        assertThat(answer.get().resolve("binary")).hasContent("s from sid");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fetches).hasValue(1);
  }

  private void unpack(String debianPackage, String suite, Path target) throws IOException {
    fetches.incrementAndGet();
    Files.createDirectories(target);
    Files.writeString(target.resolve("binary"), debianPackage + " from " + suite);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
