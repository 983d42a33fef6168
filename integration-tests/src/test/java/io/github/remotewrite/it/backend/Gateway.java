/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

/** Programs that stand before a receiver, named as {@link RealReceiver} says. */
enum Gateway implements DebianBinary {
  VMAUTH_1_145("vmauth-1.145", "victoria-metrics", "sid", "usr/bin/vmauth"),
  TINYPROXY_1_11("tinyproxy-1.11", "tinyproxy-bin", "bookworm", "usr/bin/tinyproxy");

  private final String id;
  private final String debianPackage;
  private final String suite;
  private final String binaryPath;

  Gateway(String id, String debianPackage, String suite, String binaryPath) {
    this.id = id;
    this.debianPackage = debianPackage;
    this.suite = suite;
    this.binaryPath = binaryPath;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String debianPackage() {
    return debianPackage;
  }

  @Override
  public String suite() {
    return suite;
  }

  @Override
  public String binaryPath() {
    return binaryPath;
  }
}
