/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Debian's archive, whatever distribution this machine runs. Every package is checked against
 * Debian's keys.
 *
 * <p>The mirror is the one of the system property {@code receivers.debian.mirror}; else the one
 * that a Debian machine uses itself; else, or if the property is {@code distribution}, the one that
 * the machine's distribution names in its {@code debootstrap} package. The keys are the machine's;
 * where they are missing or too old for a suite, those of the distribution's {@code
 * debian-archive-keyring}. So trust begins with the keys by which this machine trusts its own
 * packages.
 *
 * <p>Not thread-safe, and one process at a time per work directory: {@link PackageCache} sees to
 * both.
 */
final class DebianArchive implements PackageSource {
  private final Path workDirectory;
  private final Path root;
  private final MachineDistribution machine;
  private final String configuredMirror;
  private final Map<String, PrivateApt> suites = new HashMap<>();
  private @Nullable String mirror;

  static DebianArchive ofThisMachine(Path cache) {
    return new DebianArchive(
        cache.resolve(".apt"), Path.of("/"), System.getProperty("receivers.debian.mirror", ""));
  }

  /**
   * @param root where the file system begins, whose {@code etc} and keyrings are read
   * @param configuredMirror a URI, {@code distribution}, or empty
   */
  DebianArchive(Path workDirectory, Path root, String configuredMirror) {
    this.workDirectory = workDirectory;
    this.root = root;
    this.machine = new MachineDistribution(root.resolve("etc"), workDirectory);
    this.configuredMirror = configuredMirror;
  }

  @Override
  public void unpack(String debianPackage, String suite, Path target)
      throws IOException, InterruptedException {
    PrivateApt apt = suites.get(suite);
    if (apt == null) {
      apt = updatedSuite(suite);
      suites.put(suite, apt);
    }
    apt.unpack(debianPackage, target);
  }

  private PrivateApt updatedSuite(String suite) throws IOException, InterruptedException {
    Optional<Path> keyring = MachineDistribution.debianKeyring(root);
    if (keyring.isEmpty()) {
      return updatedSuite(suite, machine.newestDebianKeyring());
    }
    try {
      return updatedSuite(suite, keyring.get());
    } catch (IOException machineKeys) {
      // A suite is signed by keys that are younger than an older release's keyring.
      if (!String.valueOf(machineKeys.getMessage()).contains("is not signed")) {
        throw machineKeys;
      }
      try {
        return updatedSuite(suite, machine.newestDebianKeyring());
      } catch (IOException e) {
        e.addSuppressed(machineKeys);
        throw e;
      }
    }
  }

  private PrivateApt updatedSuite(String suite, Path keyring)
      throws IOException, InterruptedException {
    PrivateApt apt = PrivateApt.ofSuite(workDirectory.resolve(suite), mirror(), suite, keyring);
    apt.update();
    return apt;
  }

  String mirror() throws IOException, InterruptedException {
    if (mirror == null) {
      mirror = findMirror();
    }
    return mirror;
  }

  private String findMirror() throws IOException, InterruptedException {
    if (configuredMirror.isEmpty()) {
      Optional<String> own = machine.configuredDebianMirror();
      return own.isPresent() ? own.get() : machine.debootstrapDefaultMirror();
    }
    return configuredMirror.equals("distribution")
        ? machine.debootstrapDefaultMirror()
        : configuredMirror;
  }
}
