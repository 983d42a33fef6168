/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void readsSeconds() {
    assertThat(parse("3")).isEqualTo(Duration.ofSeconds(3));
    assertThat(parse(" 120 ")).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.500", "1.5s", "1.5 s"})
  void readsFractionsOfSeconds(String header) {
    assertThat(parse(header)).isEqualTo(Duration.ofMillis(1_500));
  }

  /** RFC 9110, 5.6.7: a recipient has to accept three forms; and what else servers send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thu, 01 Jan 2026 00:00:07 GMT",
        "Thu, 1 Jan 2026 00:00:07 GMT",
        "Thursday, 01-Jan-26 00:00:07 GMT",
        "Thu Jan  1 00:00:07 2026",
        "thu, 01 jan 2026 00:00:07 gmt",
        "Thu, 01 Jan 2026 00:00:07 UTC",
        "Thu, 01 Jan 2026 00:00:07 +0000",
        "Fri, 01 Jan 2026 00:00:07 GMT", // The day's name is wrong.
        "01 Jan 2026 00:00:07 GMT",
        "2026-01-01T00:00:07Z",
      })
  void readsDate(String header) {
    assertThat(parse(header)).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"301", "999999999", "99999999999999999999", "Fri, 01 Jan 2027 00:00:07 GMT"})
  void longWaitIsCapped(String header) {
    assertThat(parse(header)).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "1e3",
        "1.5.2",
        "soon",
        "Thu, 99 Jan 2026 00:00:07 GMT",
        "2026-13-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "Wed, 31 Dec 2025 23:59:59 GMT"
      })
  void pastAndNonsenseCountAsAbsent(String header) {
    assertThat(parse(header)).isEqualTo(Duration.ZERO);
  }

  private static Duration parse(String header) {
    return Duration.ofNanos(RetryAfter.nanos(header, NOW));
  }
}
