/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the headers every request has. */
public final class HeaderCheck {
  private HeaderCheck() {}

  /**
   * Adds what is wrong with the headers to the violations.
   *
   * @param headers every value of each header; found in any case of the name
   */
  public static void check(Map<String, List<String>> headers, List<Violation> violations) {
    checkOne(headers, "Content-Encoding", Set.of("snappy"), Rule.CONTENT_ENCODING, violations);
    Protocol protocol = Protocol.of(headers);
    if (protocol == Protocol.UNKNOWN) {
      List<String> values = headers.getOrDefault("Content-Type", List.of());
      violations.add(new Violation(Rule.CONTENT_TYPE, "values=" + values));
    }
    checkOne(
        headers,
        "X-Prometheus-Remote-Write-Version",
        versions(protocol),
        Rule.VERSION_HEADER,
        violations);
    List<String> userAgents = headers.getOrDefault("User-Agent", List.of());
    if (userAgents.size() != 1 || userAgents.get(0).isBlank()) {
      violations.add(new Violation(Rule.USER_AGENT, "values=" + userAgents));
    }
  }

  private static Set<String> versions(Protocol protocol) {
    return switch (protocol) {
      case V1 -> Set.of("0.1.0");
      case V2 -> Set.of("2.0.0");
      case UNKNOWN -> Set.of("0.1.0", "2.0.0");
    };
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
