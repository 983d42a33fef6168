/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.file.Path;

/** Where {@link PackageCache} gets a package from. */
interface PackageSource {
  /**
   * Unpacks a package.
   *
   * @param suite the archive's name of a distribution, as in {@code sid}
   * @param target a directory that does not exist yet
   */
  void unpack(String debianPackage, String suite, Path target)
      throws IOException, InterruptedException;
}
