/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecimalTextTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void golden(GoldenCase golden) {
    double value = Double.parseDouble(golden.value);

    assertThat(DecimalText.plain(value)).isEqualTo(golden.plain);
    assertThat(DecimalText.openMetrics(value)).isEqualTo(golden.openMetrics);
  }

  static List<GoldenCase> golden() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                DecimalTextTest.class.getResourceAsStream("/golden/decimals.json")),
            StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(reader, GoldenCase[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void plainHasNoFractionOfZeros() {
    assertThat(DecimalText.plain(1)).isEqualTo("1");
    assertThat(DecimalText.plain(0.005)).isEqualTo("0.005");
    assertThat(DecimalText.plain(-2.5)).isEqualTo("-2.5");
  }

  @Test
  void plainNeverHasAnExponent() {
    assertThat(DecimalText.plain(1e-7)).isEqualTo("0.0000001");
    assertThat(DecimalText.plain(1e21)).isEqualTo("1000000000000000000000");
    assertThat(DecimalText.plain(Double.MIN_VALUE)).hasSize(326).endsWith("0005");
  }

  @Test
  void zerosAreOneBound() {
    assertThat(DecimalText.plain(-0.0)).isEqualTo("0");
    assertThat(DecimalText.openMetrics(-0.0)).isEqualTo("0.0");
  }

  @Test
  void infinitiesHaveTheirSign() {
    assertThat(DecimalText.plain(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(DecimalText.plain(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(DecimalText.plain(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void openMetricsAlwaysHasFractionOrExponent() {
    assertThat(DecimalText.openMetrics(1)).isEqualTo("1.0");
    assertThat(DecimalText.openMetrics(0.005)).isEqualTo("0.005");
    assertThat(DecimalText.openMetrics(1e6)).isEqualTo("1e+06");
    assertThat(DecimalText.openMetrics(1.5e-7)).isEqualTo("1.5e-07");
    assertThat(DecimalText.openMetrics(1e100)).isEqualTo("1e+100");
  }

  @Test
  void openMetricsHasExponentFromAMillionAndBelowATenThousandth() {
    assertThat(DecimalText.openMetrics(999_999)).isEqualTo("999999.0");
    assertThat(DecimalText.openMetrics(1_000_001)).isEqualTo("1.000001e+06");
    assertThat(DecimalText.openMetrics(0.0001)).isEqualTo("0.0001");
    assertThat(DecimalText.openMetrics(0.00009)).isEqualTo("9e-05");
  }

  // Double.toString of JDK 17 has more digits, or others, for each of these.
  @Test
  void textDoesNotDependOnTheJdk() {
    double twoE23 = Double.parseDouble("2e23");

    assertThat(DecimalText.plain(twoE23)).isEqualTo("200000000000000000000000");
    assertThat(DecimalText.openMetrics(0x1p-44)).isEqualTo("5.684341886080802e-14");
    assertThat(DecimalText.asJava(twoE23)).isEqualTo("2.0E23");
    assertThat(DecimalText.asJava(0x1p-44)).isEqualTo("5.684341886080802E-14");
  }

  // The cases in the documentation of Double.toString.
  @Test
  void javaTextFollowsDoubleToString() {
    assertThat(DecimalText.asJava(1)).isEqualTo("1.0");
    assertThat(DecimalText.asJava(-0.0)).isEqualTo("-0.0");
    assertThat(DecimalText.asJava(0.001)).isEqualTo("0.001");
    assertThat(DecimalText.asJava(0.00099)).isEqualTo("9.9E-4");
    assertThat(DecimalText.asJava(9_999_999)).isEqualTo("9999999.0");
    assertThat(DecimalText.asJava(1e7)).isEqualTo("1.0E7");
    assertThat(DecimalText.asJava(-123456789.125)).isEqualTo("-1.23456789125E8");
    assertThat(DecimalText.asJava(Double.MIN_VALUE)).isEqualTo("4.9E-324");
    assertThat(DecimalText.asJava(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  // No two numbers of up to 15 digits are one double, so there is nothing shorter.
  @Test
  void numberOfUpTo15DigitsIsWrittenAsItIs() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      long digits = random.nextLong(1, (long) Math.pow(10, random.nextInt(1, 16)));
      BigDecimal number = BigDecimal.valueOf(digits, random.nextInt(-3, 18)).stripTrailingZeros();
      double value = number.doubleValue();
      String plain = number.toPlainString();
      String fraction = plain.indexOf('.') < 0 ? ".0" : "";
      if (!DecimalText.plain(value).equals(plain)
          || !DecimalText.plain(-value).equals("-" + plain)
          || (value >= 0.001
              && value < 1e6
              && !DecimalText.openMetrics(value).equals(plain + fraction))
          || (value >= 0.001
              && value < 1e7
              && !DecimalText.asJava(value).equals(plain + fraction))) {
        fail("text is wrong: number=%s, text=%s", plain, DecimalText.plain(value));
      }
    }
  }

  @Test
  void wholeNumbersUpTo53BitsHaveAllTheirDigits() {
    for (long number = (1L << 53) - 1_000; number <= 1L << 53; number++) {
      assertThat(DecimalText.plain((double) number)).isEqualTo(Long.toString(number));
      assertThat(DecimalText.plain((double) -number)).isEqualTo(Long.toString(-number));
    }
    assertThat(DecimalText.plain(0x1p60)).isEqualTo("1152921504606847000");
  }

  @Test
  void numbersAroundPowersOfTwoParseBack() {
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      double power = Math.scalb(1.0, exponent);
      for (double value : new double[] {Math.nextDown(power), power, Math.nextUp(power)}) {
        assertParsesBack(value);
        assertThat(Double.parseDouble(DecimalText.openMetrics(value))).isEqualTo(value);
        assertThat(Double.parseDouble(DecimalText.asJava(value))).isEqualTo(value);
      }
    }
  }

  @Test
  void randomDoublesParseBack() {
    // Most of them between a millionth and a million: the others take ten times as long.
    LongStream ordinary =
        new SplittableRandom(1)
            .longs(190_000)
            .map(bits -> withExponent(bits, (int) Math.floorMod(bits, 40L) - 20));
    LongStream any = new SplittableRandom(2).longs(10_000);

    LongStream.concat(ordinary, any)
        .parallel()
        .mapToDouble(Double::longBitsToDouble)
        .filter(Double::isFinite)
        .forEach(DecimalTextTest::assertParsesBack);
  }

  private static long withExponent(long bits, int exponent) {
    return (bits & 0x800F_FFFF_FFFF_FFFFL) | (long) (exponent + Double.MAX_EXPONENT) << 52;
  }

  private static void assertParsesBack(double value) {
    String plain = DecimalText.plain(value);
    boolean hasExponent = plain.indexOf('e') >= 0 || plain.indexOf('E') >= 0;
    int digits = new BigDecimal(plain).stripTrailingZeros().precision();
    // AssertJ only for what fails: a million assertions take longer than what they check.
    if (hasExponent || digits > 17 || Double.parseDouble(plain) != value) {
      fail("text is wrong: value=%s, text=%s", value, plain);
    }
  }

  record GoldenCase(
      String value, String plain, String openMetrics, @Nullable String why, String source) {
    @Override
    public String toString() {
      return "%s → %s, %s".formatted(value, plain, openMetrics);
    }
  }
}
