/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * This machine's clock, corrected by what AWS says its own shows. A signature is good for five
 * minutes either way. Thread-safe.
 */
final class SkewedClock extends Clock {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  // Less than what is refused, and more than a request takes to get there and back.
  private static final Duration TOLERATED = Duration.ofMinutes(4);

  private final Clock clock;
  private volatile Duration offset = Duration.ZERO;

  SkewedClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * Follows the clock of an answer if the time that was signed is too far from it, and returns
   * whether it was.
   *
   * @param signed the headers that were signed, {@code X-Amz-Date} among them
   * @param date the {@code Date} header of the answer
   */
  boolean correct(Map<String, String> signed, String date) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(signed);
    try {
      Instant signedAt = AMZ_DATE.parse(headers.getOrDefault("X-Amz-Date", ""), Instant::from);
      Instant answeredAt =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      if (Duration.between(signedAt, answeredAt).abs().compareTo(TOLERATED) < 0) {
        return false;
      }
      offset = Duration.between(clock.instant(), answeredAt);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  @Override
  public Instant instant() {
    return clock.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("signatures are in UTC");
  }
}
