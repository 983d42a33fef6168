/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** How the body of a request is compressed. */
public enum Compression {
  /** A snappy block, the one compression of the specification. */
  SNAPPY,
  /**
   * zstd, which VictoriaMetrics takes from 1.112 on: about half the size of snappy, outside of the
   * specification. A receiver that refuses it gets snappy.
   *
   * <p>Needs {@code com.github.luben:zstd-jni} on the class path; on the module path also {@code
   * --add-modules com.github.luben.zstd_jni}.
   */
  ZSTD
}
