/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import java.util.Locale;

/** Numbers as people write them, in the unit that a metric name ends with. */
final class Quantity {
  private static final String UNKNOWN = "-";
  private static final double LEAST_SHOWN = 0.005;
  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Quantity() {}

  /** Returns a value of this metric: {@code 312 ms}, {@code 1.25 MB}, {@code 12,345}. */
  static String value(String metric, double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    String name = metric.endsWith("_total") ? metric.substring(0, metric.length() - 6) : metric;
    return switch (name.substring(name.lastIndexOf('_') + 1)) {
      case "seconds" -> seconds(value);
      case "bytes" -> bytes(value);
      case "ratio" -> number(100 * value) + " %";
      case "celsius" -> number(value) + " C";
      case "EUR" -> number(value) + " EUR";
      case "kg" -> number(value) + " kg";
      case "km" -> number(value) + " km";
      default -> number(value);
    };
  }

  /** Returns a difference of values of this metric, with its sign. */
  static String change(String metric, double change) {
    String text = value(metric, change);
    return change > 0 ? "+" + text : text;
  }

  static String perSecond(String metric, double rate) {
    return Double.isNaN(rate) ? UNKNOWN : value(metric, rate) + "/s";
  }

  static String number(double value) {
    double magnitude = Math.abs(value);
    if (magnitude < LEAST_SHOWN) {
      return "0"; // Not -0.00.
    }
    if (magnitude >= 1e15) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = isWhole(value) || magnitude >= 1_000 ? 0 : magnitude >= 100 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }

  private static String seconds(double seconds) {
    double magnitude = Math.abs(seconds);
    if (magnitude == 0) {
      return "0 s";
    }
    if (magnitude < 1e-3) {
      return shortNumber(seconds * 1e6) + " us";
    }
    if (magnitude < 1) {
      return shortNumber(seconds * 1e3) + " ms";
    }
    if (magnitude < 120) {
      return shortNumber(seconds) + " s";
    }
    return magnitude < 7_200
        ? shortNumber(seconds / 60) + " min"
        : shortNumber(seconds / 3_600) + " h";
  }

  private static String bytes(double bytes) {
    double scaled = bytes;
    int unit = 0;
    while (Math.abs(scaled) >= 1_000 && unit < BYTES.length - 1) {
      scaled /= 1_000;
      unit++;
    }
    return (unit == 0 ? number(Math.rint(scaled)) : shortNumber(scaled)) + " " + BYTES[unit];
  }

  /** Three digits, for a value whose unit was chosen to suit it. */
  private static String shortNumber(double value) {
    double magnitude = Math.abs(value);
    int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
