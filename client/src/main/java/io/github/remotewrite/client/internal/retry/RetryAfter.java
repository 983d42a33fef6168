/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The {@code Retry-After} header in both its forms, seconds and date (RFC 9110, 10.2.3).
 *
 * <p>What can't be read, and what lies in the past, counts as absent: the backoff then decides.
 */
public final class RetryAfter {
  // A receiver can't silence a sender for longer, however long it asks for.
  private static final Duration MAX = Duration.ofMinutes(5);

  private RetryAfter() {}

  /** Returns how long the receiver asks to wait, or 0 if it doesn't say. */
  public static long nanos(String header, Instant now) {
    String value = header.strip();
    Duration delay;
    try {
      if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        // Ten digits are more than 31 years, and can't overflow.
        delay = value.length() > 9 ? MAX : Duration.ofSeconds(Long.parseLong(value));
      } else {
        delay =
            Duration.between(
                now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      }
    } catch (DateTimeException | ArithmeticException e) {
      return 0;
    }
    if (delay.compareTo(MAX) > 0) {
      return MAX.toNanos();
    }
    return Math.max(0, delay.toNanos());
  }
}
