/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** Versions of TLS. The older ones are broken, and no JVM speaks them by itself any more. */
public enum TlsVersion {
  /** TLS 1.2, RFC 5246. */
  TLS_1_2,
  /** TLS 1.3, RFC 8446. */
  TLS_1_3
}
