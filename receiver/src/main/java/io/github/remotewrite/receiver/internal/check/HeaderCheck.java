/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the headers every Remote Write 1.0 request has. */
public final class HeaderCheck {
  // The form with a message name came with 2.0, for the same message. No space after the semicolon:
  // Prometheus
  // compares the parameters as they stand.
  private static final Set<String> CONTENT_TYPES =
      Set.of("application/x-protobuf", "application/x-protobuf;proto=prometheus.WriteRequest");

  private HeaderCheck() {}

  /**
   * Adds what is wrong with the headers to the violations.
   *
   * @param headers every value of each header; found in any case of the name
   */
  public static void check(Map<String, List<String>> headers, List<Violation> violations) {
    checkOne(headers, "Content-Encoding", Set.of("snappy"), Rule.CONTENT_ENCODING, violations);
    checkOne(headers, "Content-Type", CONTENT_TYPES, Rule.CONTENT_TYPE, violations);
    checkOne(
        headers,
        "X-Prometheus-Remote-Write-Version",
        Set.of("0.1.0"),
        Rule.VERSION_HEADER,
        violations);
    List<String> userAgents = headers.getOrDefault("User-Agent", List.of());
    if (userAgents.size() != 1 || userAgents.get(0).isBlank()) {
      violations.add(new Violation(Rule.USER_AGENT, "values=" + userAgents));
    }
  }

  private static void checkOne(
      Map<String, List<String>> headers,
      String name,
      Set<String> allowed,
      Rule rule,
      List<Violation> violations) {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.size() != 1 || !allowed.contains(values.get(0))) {
      violations.add(new Violation(rule, "values=" + values));
    }
  }
}
