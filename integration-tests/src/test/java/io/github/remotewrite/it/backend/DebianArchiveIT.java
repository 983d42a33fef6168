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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches the smallest package there is of its kind, over every way to a mirror and its keys. */
class DebianArchiveIT {
  private static final String SMALL_PACKAGE = "debian-archive-keyring";

  private final Path directory;
  private final Path target;

  DebianArchiveIT(@TempDir Path directory) {
    this.directory = directory;
    this.target = directory.resolve("unpacked");
    // Skips these tests where there is no way to the archive at all.
    Receivers.require(RealReceiver.PROMETHEUS_2_42);
  }

  @Test
  void packageComesFromTheMirrorThatTheDistributionNames() throws Exception {
    archive(Path.of("/"), "distribution").unpack(SMALL_PACKAGE, "sid", target);

    assertThat(MachineDistribution.debianKeyring(target)).isPresent();
  }

  @Test
  void missingKeysAreFetchedFromTheDistribution() throws Exception {
    archive(rootWithKeyring(null), "distribution").unpack(SMALL_PACKAGE, "trixie", target);

    assertThat(MachineDistribution.debianKeyring(target)).isPresent();
  }

  @Test
  void keysTooOldForTheSuiteAreReplacedByTheDistributions() throws Exception {
    archive(rootWithKeyring(new byte[0]), "distribution").unpack(SMALL_PACKAGE, "sid", target);

    assertThat(MachineDistribution.debianKeyring(target)).isPresent();
  }

  @Test
  void suiteThatNoKeyVerifiesIsRefused() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.gpg"));
    String mirror = archive(Path.of("/"), "").mirror();
    PrivateApt apt = PrivateApt.ofSuite(directory.resolve("apt"), mirror, "sid", empty);

    assertThatThrownBy(apt::update)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not signed");
    assertThatThrownBy(() -> apt.unpack(SMALL_PACKAGE, target)).isInstanceOf(IOException.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void distributionsPackagesComeWithoutItsLists() throws Exception {
    PrivateApt apt = PrivateApt.ofMachineSources(directory.resolve("apt"));
    apt.update();

    apt.unpack("debootstrap", target);

    assertThat(target.resolve("usr/sbin/debootstrap")).exists();
  }

  private DebianArchive archive(Path root, String mirror) {
    return new DebianArchive(directory.resolve("work"), root, mirror);
  }

  /** A file system that has a keyring of these bytes, or none. */
  private Path rootWithKeyring(byte @Nullable [] keys) throws IOException {
    Path keyrings = Files.createDirectories(directory.resolve("root/usr/share/keyrings"));
    if (keys != null) {
      Files.write(keyrings.resolve("debian-archive-keyring.gpg"), keys);
    }
    return directory.resolve("root");
  }
}
