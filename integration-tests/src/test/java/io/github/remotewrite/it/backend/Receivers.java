/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * Binaries of real receivers, and the one rule for tests whose receiver cannot be had: they are
 * skipped with the reason, but fail where the environment variable {@code CI} is {@code true}.
 *
 * <p>A receiver is looked for once in a JVM, so without a network only the first test waits for it.
 */
public final class Receivers {
  private static final PackageCache PACKAGES = PackageCache.ofThisMachine();
  private static final Map<DebianBinary, Path> FOUND = new HashMap<>();
  private static final Map<DebianBinary, IOException> MISSING = new HashMap<>();

  private Receivers() {}

  /**
   * The binary of {@code receiver}: the one its system property names, else Debian's, fetched if it
   * is not in the cache yet.
   *
   * @throws IllegalArgumentException if the system property does not name an executable file
   */
  static synchronized Path require(DebianBinary receiver) {
    Path known = FOUND.get(receiver);
    if (known != null) {
      return known;
    }
    IOException failure = MISSING.get(receiver);
    if (failure == null) {
      try {
        Path binary = find(receiver);
        FOUND.put(receiver, binary);
        return binary;
      } catch (IOException e) {
        failure = e;
        MISSING.put(receiver, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while fetching: receiver=" + receiver.id(), e);
      }
    }
    throw unavailable(receiver, failure, "true".equals(System.getenv("CI")));
  }

  private static Path find(DebianBinary receiver) throws IOException, InterruptedException {
    String configured = System.getProperty(receiver.binaryProperty());
    if (configured != null) {
      return executable(Path.of(configured), receiver.binaryProperty());
    }
    return PACKAGES
        .unpacked(receiver.debianPackage(), receiver.suite())
        .resolve(receiver.binaryPath());
  }

  static Path executable(Path binary, String property) {
    if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
      throw new IllegalArgumentException(
          "configured receiver must be an executable file: " + property + "=" + binary);
    }
    return binary;
  }

  /** Ends the test: skipped, or failed if {@code required}. */
  static AssertionFailedError unavailable(
      DebianBinary receiver, IOException cause, boolean required) {
    String reason =
        "receiver cannot be had: receiver=" + receiver.id() + ", reason=" + cause.getMessage();
    if (required) {
      return new AssertionFailedError(reason, cause);
    }
    return Assumptions.abort("skipped: " + reason);
  }
}
