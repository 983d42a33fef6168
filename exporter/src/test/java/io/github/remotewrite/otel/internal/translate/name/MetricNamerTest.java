/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import static io.github.remotewrite.otel.TranslationStrategy.NO_TRANSLATION;
import static io.github.remotewrite.otel.TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES;
import static io.github.remotewrite.otel.TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES;
import static io.github.remotewrite.otel.TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
import static io.github.remotewrite.otel.internal.translate.name.MetricNamer.Kind.GAUGE;
import static io.github.remotewrite.otel.internal.translate.name.MetricNamer.Kind.MONOTONIC_SUM;
import static io.github.remotewrite.otel.internal.translate.name.MetricNamer.Kind.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.TranslationStrategy;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MetricNamerTest {
  private final MetricNamer escaped = namer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, "");
  private final MetricNamer unsuffixed = namer(UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES, "");
  private final MetricNamer utf8 = namer(NO_UTF8_ESCAPING_WITH_SUFFIXES, "");
  private final MetricNamer untranslated = namer(NO_TRANSLATION, "");

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void golden(GoldenCase golden) {
    String namespace = golden.namespace == null ? "" : golden.namespace;
    boolean ratioSuffix = golden.ratioSuffix == null || golden.ratioSuffix;
    MetricNamer namer = new MetricNamer(golden.strategy, namespace, ratioSuffix);

    assertThat(namer.name(golden.name, golden.unit, golden.kind)).isEqualTo(golden.expected);
  }

  static List<GoldenCase> golden() {
    return GoldenCases.read("metric-names.json", GoldenCase[].class);
  }

  // Specification, "Metric Metadata" and "Translation strategy"; its own example.
  @Test
  void strategyDecidesOnEscapingAndSuffixes() {
    assertThat(escaped.name("foo.bar", "By", MONOTONIC_SUM)).isEqualTo("foo_bar_bytes_total");
    assertThat(unsuffixed.name("foo.bar", "By", MONOTONIC_SUM)).isEqualTo("foo_bar");
    assertThat(utf8.name("foo.bar", "By", MONOTONIC_SUM)).isEqualTo("foo.bar_bytes_total");
    assertThat(untranslated.name("foo.bar", "By", MONOTONIC_SUM)).isEqualTo("foo.bar");
  }

  @Test
  void onlyMonotonicSumsGetTotal() {
    assertThat(escaped.name("foo", "", MONOTONIC_SUM)).isEqualTo("foo_total");
    assertThat(escaped.name("foo", "", GAUGE)).isEqualTo("foo");
    assertThat(escaped.name("foo", "", OTHER)).isEqualTo("foo");
  }

  @Test
  void totalMovesToTheEnd() {
    assertThat(escaped.name("foo.total.bar", "s", MONOTONIC_SUM))
        .isEqualTo("foo_bar_seconds_total");
  }

  @Test
  void onlyGaugesOfUnitOneGetRatio() {
    assertThat(escaped.name("foo", "1", GAUGE)).isEqualTo("foo_ratio");
    assertThat(escaped.name("foo", "1", OTHER)).isEqualTo("foo");
    assertThat(escaped.name("foo", "1", MONOTONIC_SUM)).isEqualTo("foo_total");
    assertThat(escaped.name("foo", "", GAUGE)).isEqualTo("foo");
  }

  @Test
  void ratioCanBeTurnedOff() {
    MetricNamer namer = new MetricNamer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, "", false);

    assertThat(namer.name("foo", "1", GAUGE)).isEqualTo("foo");
    assertThat(namer.name("ratio.of.foo", "1", GAUGE)).isEqualTo("ratio_of_foo");
  }

  @Test
  void unitAnywhereInTheNameIsNotAddedAgain() {
    assertThat(escaped.name("seconds.since.start", "s", GAUGE)).isEqualTo("seconds_since_start");
  }

  @Test
  void partOfWordIsNotTheUnit() {
    assertThat(escaped.name("foo_milliseconds", "s", GAUGE)).isEqualTo("foo_milliseconds_seconds");
    assertThat(utf8.name("foo_milliseconds", "s", GAUGE)).isEqualTo("foo_milliseconds_seconds");
    assertThat(utf8.name("subtotal", "", MONOTONIC_SUM)).isEqualTo("subtotal_total");
  }

  @Test
  void rateInTheNameIsNotAddedAgain() {
    for (MetricNamer namer : List.of(escaped, utf8)) {
      assertThat(namer.name("foo_bytes_per_second", "By/s", GAUGE))
          .isEqualTo("foo_bytes_per_second");
      assertThat(namer.name("foo_per_second", "1/s", GAUGE)).isEqualTo("foo_per_second");
      assertThat(namer.name("foo_bytes", "By/s", GAUGE)).isEqualTo("foo_bytes_per_second");
    }
  }

  @Test
  void rateStaysBehindTheUnitUnderUtf8() {
    assertThat(utf8.name("foo_per_second", "By/s", GAUGE)).isEqualTo("foo_bytes_per_second");
  }

  @Test
  void suffixBehindAnyDelimiterIsKnownUnderUtf8() {
    assertThat(utf8.name("foo.total", "", MONOTONIC_SUM)).isEqualTo("foo_total");
    assertThat(utf8.name("foo/total", "", MONOTONIC_SUM)).isEqualTo("foo_total");
    assertThat(utf8.name("foo.seconds", "s", GAUGE)).isEqualTo("foo.seconds");
    assertThat(utf8.name("foo.seconds.total", "s", MONOTONIC_SUM)).isEqualTo("foo.seconds_total");
  }

  @Test
  void nameMayBeItsOwnSuffix() {
    for (MetricNamer namer : List.of(escaped, utf8)) {
      assertThat(namer.name("total", "", MONOTONIC_SUM)).isEqualTo("total");
      assertThat(namer.name("total", "s", MONOTONIC_SUM)).isEqualTo("seconds_total");
      assertThat(namer.name("seconds", "s", GAUGE)).isEqualTo("seconds");
      assertThat(namer.name("ratio", "1", GAUGE)).isEqualTo("ratio");
    }
  }

  @Test
  void otherCharactersBecomeOneUnderscore() {
    assertThat(escaped.name("a.-/ b", "", GAUGE)).isEqualTo("a_b");
    assertThat(unsuffixed.name("a.-/ b", "", GAUGE)).isEqualTo("a_b");
    assertThat(escaped.name("emoji\uD83D\uDE00x", "", GAUGE)).isEqualTo("emoji_x");
  }

  @Test
  void colonStays() {
    assertThat(escaped.name("a:b", "", GAUGE)).isEqualTo("a:b");
    assertThat(unsuffixed.name("a:b", "", GAUGE)).isEqualTo("a:b");
  }

  @Test
  void outerUnderscoresStayWithoutSuffixesOnly() {
    assertThat(escaped.name("_foo_", "", GAUGE)).isEqualTo("foo");
    assertThat(unsuffixed.name("_foo_", "", GAUGE)).isEqualTo("_foo_");
  }

  @Test
  void digitAtTheStartGetsAnUnderscore() {
    assertThat(escaped.name("9lives", "", GAUGE)).isEqualTo("_9lives");
    assertThat(unsuffixed.name("9lives", "", GAUGE)).isEqualTo("_9lives");
    assertThat(utf8.name("9lives", "", GAUGE)).isEqualTo("9lives");
  }

  @Test
  void namespaceStandsBeforeTheName() {
    assertThat(names("app", "foo.bar"))
        .containsExactly("app_foo_bar_bytes", "app_foo_bar", "app_foo.bar_bytes", "app_foo.bar");
  }

  @Test
  void namespaceIsEscapedLikeTheName() {
    assertThat(names("my.app", "foo"))
        .containsExactly("my_app_foo_bytes", "my_app_foo", "my.app_foo_bytes", "my.app_foo");
  }

  @Test
  void digitAtTheStartOfTheNamespaceGetsAnUnderscore() {
    assertThat(names("1app", "foo"))
        .containsExactly("_1app_foo_bytes", "_1app_foo", "1app_foo_bytes", "1app_foo");
  }

  @Test
  void underscoresBetweenNamespaceAndNameAreCollapsed() {
    assertThat(names("app_", "_foo"))
        .containsExactly("app_foo_bytes", "app_foo", "app___foo_bytes", "app___foo");
  }

  @Test
  void namespaceWithoutUsableCharactersIsNone() {
    assertThat(names("@@", "foo")).containsExactly("foo_bytes", "foo", "@@_foo_bytes", "@@_foo");
  }

  @Test
  void namespaceIsNotSearchedForSuffixes() {
    MetricNamer namer = namer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, "total.bytes");

    assertThat(namer.name("foo", "By", MONOTONIC_SUM)).isEqualTo("total_bytes_foo_bytes_total");
  }

  @Test
  void nameOfNothingButSuffixesIsInvalid() {
    assertThat(escaped.name("ようこそ", "s", MONOTONIC_SUM)).isNull();
    assertThat(escaped.name("___", "s", GAUGE)).isNull();
    assertThat(unsuffixed.name("ようこそ", "s", GAUGE)).isNull();
    assertThat(unsuffixed.name("_@", "s", GAUGE)).isNull();
    assertThat(namer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, "app").name("@", "s", GAUGE)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void emptyNameIsInvalid(TranslationStrategy strategy) {
    assertThat(namer(strategy, "").name("", "s", MONOTONIC_SUM)).isNull();
    assertThat(namer(strategy, "app").name("", "s", MONOTONIC_SUM)).isNull();
  }

  @Test
  void loneSurrogateBecomesTheReplacementCharacter() {
    assertThat(untranslated.name("a\uD83Db\uDE00", "", GAUGE)).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(utf8.name("\uD83D\uDE00", "\uD83D", GAUGE)).isEqualTo("\uD83D\uDE00_\uFFFD");
    assertThat(escaped.name("a\uD83Db", "", GAUGE)).isEqualTo("a_b");
  }

  // Remote Write 1.0: metric names MUST match [a-zA-Z_:]([a-zA-Z0-9_:])*
  @Test
  void escapedNamesAreClassicNames() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String name = RandomText.next(random);
      String unit = RandomText.next(random);
      String namespace = RandomText.next(random);
      MetricNamer.Kind kind = random.nextBoolean() ? MONOTONIC_SUM : GAUGE;
      for (TranslationStrategy strategy : TranslationStrategy.values()) {
        String translated = namer(strategy, namespace).name(name, unit, kind);
        if (strategy.escapes() && translated != null) {
          assertThat(translated).matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
        }
      }
    }
  }

  private static List<String> names(String namespace, String name) {
    return List.of(TranslationStrategy.values()).stream()
        .map(strategy -> String.valueOf(namer(strategy, namespace).name(name, "By", GAUGE)))
        .toList();
  }

  private static MetricNamer namer(TranslationStrategy strategy, String namespace) {
    return new MetricNamer(strategy, namespace, true);
  }

  record GoldenCase(
      String name,
      String unit,
      MetricNamer.Kind kind,
      TranslationStrategy strategy,
      @Nullable String namespace,
      @Nullable Boolean ratioSuffix,
      @Nullable String expected,
      @Nullable String why,
      String source) {
    @Override
    public String toString() {
      String inNamespace = namespace == null ? "" : " in " + namespace;
      String ratio = ratioSuffix == null ? "" : ", ratioSuffix=" + ratioSuffix;
      return "%s '%s' [%s]%s, %s%s → %s"
          .formatted(kind, name, unit, inNamespace, strategy, ratio, expected);
    }
  }
}
