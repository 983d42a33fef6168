/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

/** A program that the tests run, and where it comes from. */
interface DebianBinary {
  /** Product and version, as in {@code prometheus-3.5}. */
  String id();

  /** The system property that names a binary to use instead of Debian's. */
  default String binaryProperty() {
    return "receivers." + id();
  }

  String debianPackage();

  String suite();

  /** Where the binary lies in the unpacked package. */
  String binaryPath();
}
