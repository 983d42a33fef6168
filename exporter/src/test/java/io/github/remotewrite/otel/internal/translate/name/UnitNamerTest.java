/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitNamerTest {
  private final UnitNamer units = new UnitNamer(true);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void golden(GoldenCase golden) {
    assertThat(new UnitNamer(golden.escapes).unitWords(golden.unit)).isEqualTo(golden.expected);
  }

  static List<GoldenCase> golden() {
    return GoldenCases.read("units.json", GoldenCase[].class);
  }

  @Test
  void unitHasItsWord() {
    assertThat(units.unitWords("By")).isEqualTo("bytes");
    assertThat(units.unitWords("ms")).isEqualTo("milliseconds");
  }

  @Test
  void oneHasNoWord() {
    assertThat(units.unitWords("1")).isEmpty();
  }

  @Test
  void unknownUnitStandsForItself() {
    assertThat(units.unitWords("widgets")).isEqualTo("widgets");
  }

  @Test
  void rateHasPer() {
    assertThat(units.unitWords("By/s")).isEqualTo("bytes_per_second");
    assertThat(units.unitWords("1/s")).isEqualTo("per_second");
    assertThat(units.unitWords("/s")).isEqualTo("per_second");
    assertThat(units.unitWords("By/")).isEqualTo("bytes");
    assertThat(units.unitWords("m/m")).isEqualTo("meters_per_minute");
  }

  @Test
  void shortTimesHaveTheirWordBehindTheSlash() {
    assertThat(units.unitWords("1/min")).isEqualTo("per_minute");
    assertThat(units.unitWords("1/ms")).isEqualTo("per_millisecond");
    assertThat(units.unitWords("1/us")).isEqualTo("per_microsecond");
    assertThat(units.unitWords("1/ns")).isEqualTo("per_nanosecond");
  }

  @Test
  void kilobytesHaveTwoSymbols() {
    assertThat(units.unitWords("kBy")).isEqualTo("kilobytes");
    assertThat(units.unitWords("KBy")).isEqualTo("kilobytes");
  }

  // Specification, "Metric Metadata": bracketed portions of the unit MUST be dropped.
  @Test
  void annotationIsDroppedAlone() {
    assertThat(units.unitWords("{packet}")).isEmpty();
    assertThat(units.unitWords("{packet}By")).isEqualTo("bytes");
    assertThat(units.unitWords("By{packet}")).isEqualTo("bytes");
    assertThat(units.unitWords("{packet}/s")).isEqualTo("per_second");
    assertThat(units.unitWords("By/{x}")).isEqualTo("bytes");
    assertThat(units.unitWords("{a}/{b}")).isEmpty();
    assertThat(units.unitWords("{a/b}By")).isEqualTo("bytes");
    assertThat(units.unitWords("{}")).isEmpty();
  }

  @Test
  void partWithLoneBraceIsDropped() {
    assertThat(units.unitWords("{packet")).isEmpty();
    assertThat(units.unitWords("packet}/s")).isEqualTo("per_second");
    assertThat(units.unitWords("By/}{")).isEqualTo("bytes");
  }

  @Test
  void blanksAroundPartsAreDropped() {
    assertThat(units.unitWords(" By / s ")).isEqualTo("bytes_per_second");
    assertThat(units.unitWords("  ")).isEmpty();
  }

  @Test
  void otherCharactersAreEscaped() {
    assertThat(units.unitWords("°C")).isEqualTo("C");
    assertThat(units.unitWords("$")).isEmpty();
    assertThat(units.unitWords("By/$")).isEqualTo("bytes");
    assertThat(units.unitWords("unit@with#special/chars")).isEqualTo("unit_with_special_per_chars");
  }

  @Test
  void otherCharactersStayUnderUtf8() {
    UnitNamer utf8 = new UnitNamer(false);

    assertThat(utf8.unitWords("°C")).isEqualTo("°C");
    assertThat(utf8.unitWords("€/h")).isEqualTo("€_per_hour");
  }

  record GoldenCase(
      String unit, boolean escapes, String expected, @Nullable String why, String source) {
    @Override
    public String toString() {
      return "[%s]%s → '%s'".formatted(unit, escapes ? "" : " verbatim", expected);
    }
  }
}
