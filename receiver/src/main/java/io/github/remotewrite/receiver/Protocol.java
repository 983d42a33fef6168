/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** A version of Remote Write, which the {@code Content-Type} of a request names. */
public enum Protocol {
  /** 1.0, whose message is {@code prometheus.WriteRequest}. */
  V1("1.0"),
  /** 2.0, whose message is {@code io.prometheus.write.v2.Request}. */
  V2("2.0"),
  /** Neither: the request doesn't say, or names another message. */
  UNKNOWN("unknown");

  private final String number;

  Protocol(String number) {
    this.number = number;
  }

  /** Returns {@code 1.0}, {@code 2.0} or {@code unknown}. */
  public String number() {
    return number;
  }

  /**
   * Returns the version a request with these headers is of.
   *
   * @param headers every value of each header, to be looked up in any case of the name
   */
  public static Protocol of(Map<String, List<String>> headers) {
    requireNonNull(headers, "headers");
    List<String> values = headers.getOrDefault("Content-Type", List.of());
    if (values.size() != 1) {
      return UNKNOWN;
    }
    // No space after the semicolon: Prometheus compares the parameters as they stand, and takes
    // a request with one for 1.0.
    return switch (values.get(0)) {
      case "application/x-protobuf", "application/x-protobuf;proto=prometheus.WriteRequest" -> V1;
      case "application/x-protobuf;proto=io.prometheus.write.v2.Request" -> V2;
      default -> UNKNOWN;
    };
  }
}
