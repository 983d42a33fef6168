/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.retry;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The {@code Retry-After} header: seconds, or a date in any of the three forms that a recipient has
 * to accept (RFC 9110, 10.2.3 and 5.6.7). Servers also send fractions of seconds and ISO dates.
 *
 * <p>What can't be read, and what lies in the past, counts as absent: the backoff then decides.
 */
public final class RetryAfter {
  // A receiver can't silence a sender for longer, however long it asks for.
  private static final Duration MAX = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,30}([.][0-9]{0,30})?) *s?");
  private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-");
  private static final Pattern DAY_NAME = Pattern.compile("^[A-Za-z]+,? +");
  // The forms without the day's name, which adds nothing to the date.
  private static final List<DateTimeFormatter> DATES =
      List.of(
          format("d MMM uuuu HH:mm:ss"), // Sun, 06 Nov 1994 08:49:37 GMT
          twoDigitYears("d-MMM-", " HH:mm:ss"), // Sunday, 06-Nov-94 08:49:37 GMT
          format("MMM d HH:mm:ss uuuu")); // Sun Nov  6 08:49:37 1994

  private RetryAfter() {}

  private static DateTimeFormatter format(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ROOT)
        .withZone(ZoneOffset.UTC);
  }

  private static DateTimeFormatter twoDigitYears(String before, String after) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(before)
        .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
        .appendPattern(after)
        .toFormatter(Locale.ROOT)
        .withZone(ZoneOffset.UTC);
  }

  /** Returns how long the receiver asks to wait, or 0 if it doesn't say. */
  public static long nanos(String header, Instant now) {
    String value = header.strip();
    var seconds = SECONDS.matcher(value);
    if (seconds.matches()) {
      BigDecimal nanos = new BigDecimal(seconds.group(1)).movePointRight(9);
      return nanos.min(BigDecimal.valueOf(MAX.toNanos())).longValue();
    }
    Instant date = date(value, now);
    Duration delay = Duration.between(now, date);
    if (delay.isNegative()) {
      return 0; // Maybe by more than fits into nanoseconds: Go's zero time is in the year 1.
    }
    return delay.compareTo(MAX) > 0 ? MAX.toNanos() : delay.toNanos();
  }

  private static Instant date(String value, Instant otherwise) {
    if (ISO_DATE.matcher(value).lookingAt()) {
      try {
        return Instant.parse(value);
      } catch (DateTimeException e) {
        return otherwise;
      }
    }
    String date =
        DAY_NAME
            .matcher(value)
            .replaceFirst("")
            .replaceFirst("(?i) +(GMT|UTC|UT|Z|[+-]0000)$", "")
            .replaceAll(" +", " ");
    for (DateTimeFormatter format : DATES) {
      try {
        return ZonedDateTime.parse(date, format).toInstant();
      } catch (DateTimeException e) {
        // Maybe the next one.
      }
    }
    return otherwise;
  }
}
