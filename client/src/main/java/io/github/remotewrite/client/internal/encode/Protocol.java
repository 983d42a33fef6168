/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

/** A version of Remote Write on the wire, with the headers that announce it. */
public enum Protocol {
  V1("1.0", "application/x-protobuf", "0.1.0"),
  // No space after the semicolon: receivers that find one take the request for 1.0.
  V2("2.0", "application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

  private final String number;
  private final String contentType;
  private final String versionHeader;

  Protocol(String number, String contentType, String versionHeader) {
    this.number = number;
    this.contentType = contentType;
    this.versionHeader = versionHeader;
  }

  public String number() {
    return number;
  }

  /** Returns the value of {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** Returns the value of {@code X-Prometheus-Remote-Write-Version}. */
  public String versionHeader() {
    return versionHeader;
  }
}
