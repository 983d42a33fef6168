/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as text: always the fewest digits that parse back to the same number, and among these the
 * digits nearest to it.
 *
 * <p>{@link Double#toString} wouldn't do: before JDK 19 it doesn't always find the shortest (2e23
 * has 17 digits there), and a label must not change with the JDK.
 */
public final class DecimalText {
  // Beyond it, fewer digits than those of the whole number may be enough.
  private static final double MAX_WHOLE = 1L << 53;
  // As many significant digits as every double can tell apart.
  private static final int DISTINCT_DIGITS = 15;
  private static final RoundingMode[] NEAREST_FIRST = {
    RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP
  };

  private DecimalText() {}

  /**
   * Returns the text of an {@code le} or {@code quantile} label: never an exponent, no fraction of
   * zeros, {@code 1}, {@code 0.005}, {@code +Inf}.
   *
   * <p>It is what Go prints with {@code FormatFloat(value, 'f', -1, 64)} and so what Prometheus'
   * OTLP endpoint and the Collector send, except that negative zero is {@code 0}: the two are one
   * bucket bound.
   */
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    if (value == 0) {
      return "0";
    }
    if (value == (long) value && Math.abs(value) <= MAX_WHOLE) {
      return Long.toString((long) value);
    }
    String usual = usual(value);
    return usual != null ? usual : shortest(value, 1).toPlainString();
  }

  /**
   * Returns the text Prometheus 3 gives {@code le} and {@code quantile} labels when it scrapes: a
   * fraction or an exponent always, {@code 1.0}, {@code 0.005}, {@code 1e+06}, {@code +Inf}.
   */
  public static String openMetrics(double value) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    if (value == 0) {
      return "0.0";
    }
    String usual = Math.abs(value) < 1e6 ? usual(value) : null;
    if (usual != null) {
      return usual;
    }
    BigDecimal digits = shortest(value, 1);
    int exponent = exponent(digits);
    // The bounds of Go's format 'g' with the shortest precision.
    if (exponent >= -4 && exponent < 6) {
      return withFraction(digits.toPlainString());
    }
    String sign = exponent < 0 ? "e-" : "e+";
    String padding = Math.abs(exponent) < 10 ? "0" : "";
    return mantissa(digits) + sign + padding + Math.abs(exponent);
  }

  /** Returns what {@link Double#toString} returns from JDK 19 on. */
  public static String asJava(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return Double.toString(value);
    }
    String usual = usual(value);
    if (usual != null) {
      return usual;
    }
    BigDecimal digits = shortest(value, 2);
    int exponent = exponent(digits);
    return exponent >= -3 && exponent < 7
        ? withFraction(digits.toPlainString())
        : withFraction(mantissa(digits)) + 'E' + exponent;
  }

  private static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "+Inf" : "-Inf";
  }

  /**
   * Returns what {@link Double#toString} says, if it has no exponent, and whatever the JDK has the
   * fewest digits; null if not.
   *
   * <p>It parses back always. And no two numbers of up to 15 digits are one double, so if it has so
   * many, nothing shorter parses back.
   */
  private static @Nullable String usual(double value) {
    double absolute = Math.abs(value);
    if (absolute < 1e-3 || absolute >= 1e7) {
      return null;
    }
    String text = Double.toString(value);
    int digits = text.length() - (value < 0 ? 2 : 1); // zeros before the first one are counted, too
    boolean stripped = !text.endsWith("0") || text.endsWith(".0");
    return digits <= DISTINCT_DIGITS && stripped ? text : null;
  }

  /** Returns the fewest digits, but at least so many, without the zeros at their end. */
  private static BigDecimal shortest(double value, int leastDigits) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    // Whatever the JDK, this parses back, so it is long enough.
    int enough = new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
    for (int digits = Math.max(enough, leastDigits); digits >= leastDigits; digits--) {
      BigDecimal rounded = rounded(exact, digits, value);
      if (rounded == null) {
        break;
      }
      shortest = rounded;
    }
    return shortest.stripTrailingZeros();
  }

  /**
   * Returns the nearest number of so many digits that parses back, or null if there is none.
   *
   * <p>The nearest of all isn't always one: below a power of two numbers lie twice as dense as
   * above, so it may belong to a neighbour while the one on the other side is still ours.
   */
  private static @Nullable BigDecimal rounded(BigDecimal exact, int digits, double value) {
    for (RoundingMode mode : NEAREST_FIRST) {
      BigDecimal rounded = exact.round(new MathContext(digits, mode));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return null;
  }

  /** The power of ten of the first digit. */
  private static int exponent(BigDecimal digits) {
    return digits.precision() - digits.scale() - 1;
  }

  private static String mantissa(BigDecimal digits) {
    return digits.movePointLeft(exponent(digits)).stripTrailingZeros().toPlainString();
  }

  private static String withFraction(String number) {
    return number.indexOf('.') < 0 ? number + ".0" : number;
  }
}
