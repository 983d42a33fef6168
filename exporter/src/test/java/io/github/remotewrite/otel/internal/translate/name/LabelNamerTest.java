/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import static io.github.remotewrite.otel.TranslationStrategy.NO_TRANSLATION;
import static io.github.remotewrite.otel.TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES;
import static io.github.remotewrite.otel.TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LabelNamerTest {
  private final LabelNamer labels = Form.SPECIFICATION.namer;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void golden(GoldenCase golden) {
    assertThat(golden.form.namer.name(golden.key)).isEqualTo(golden.expected);
  }

  static List<GoldenCase> golden() {
    return GoldenCases.read("label-names.json", GoldenCase[].class);
  }

  @Test
  void otherCharactersBecomeOneUnderscore() {
    assertThat(labels.name("http.request.method")).isEqualTo("http_request_method");
    assertThat(labels.name("a: b")).isEqualTo("a_b");
    assertThat(labels.name("emoji\uD83D\uDE00x")).isEqualTo("emoji_x");
  }

  @Test
  void underscoresAreCollapsedButStayAtTheEnds() {
    assertThat(labels.name("..a__b..")).isEqualTo("_a_b_");
  }

  @Test
  void digitAtTheStartGetsKey() {
    assertThat(labels.name("1a")).isEqualTo("key_1a");
  }

  // Remote Write: names that start with two underscores SHOULD NOT be used by senders.
  @Test
  void noNameStartsWithTwoUnderscores() {
    assertThat(labels.name("__x__")).isEqualTo("_x_");
    assertThat(labels.name("__a.b__")).isEqualTo("_a_b_");
    assertThat(labels.name("__a")).isEqualTo("_a");
  }

  @Test
  void underscoreSanitizationPutsKeyBeforeAnUnderscore() {
    LabelNamer namer = Form.COLLECTOR.namer;

    assertThat(namer.name("_foo")).isEqualTo("key_foo");
    assertThat(namer.name(".foo")).isEqualTo("key_foo");
    assertThat(namer.name("__foo")).isEqualTo("key_foo");
  }

  @Test
  void multipleUnderscoresCanBePreserved() {
    LabelNamer namer = Form.COLLECTOR_PERMISSIVE.namer;

    assertThat(namer.name("a..b")).isEqualTo("a__b");
    assertThat(namer.name("__a")).isEqualTo("__a");
    assertThat(namer.name("日本\uD83D\uDE00")).isNull();
    assertThat(namer.name("日本\uD83D\uDE00a")).isEqualTo("___a");
  }

  @Test
  void olderFormsKeepOuterUnderscores() {
    assertThat(Form.COLLECTOR.namer.name("__a..b__")).isEqualTo("__a_b__");
    assertThat(Form.PROMETHEUS.namer.name("__a..b__")).isEqualTo("__a__b__");
  }

  @Test
  void keysStayAsTheyAreUnderUtf8() {
    LabelNamer namer = new LabelNamer(NO_UTF8_ESCAPING_WITH_SUFFIXES, true, true);

    assertThat(namer.name("_a..b:ç")).isEqualTo("_a..b:ç");
    assertThat(namer.name("1a")).isEqualTo("1a");
  }

  @ParameterizedTest
  @EnumSource
  void emptyKeyAndUnderscoresAloneAreInvalid(Form form) {
    assertThat(form.namer.name("")).isNull();
    assertThat(form.namer.name("____")).isNull();
    assertThat(form.namer.name("_____")).isNull();
  }

  @Test
  void keyWithoutUsableCharactersIsInvalid() {
    assertThat(labels.name("_")).isNull();
    assertThat(labels.name("..")).isNull();
    assertThat(labels.name("ようこそ")).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void nameOfTheMetricIsNeverReplaced(Form form) {
    assertThat(form.namer.name("__name__")).isNotEqualTo("__name__");
    assertThat(form.namer.name("..name..")).isNotEqualTo("__name__");
  }

  @Test
  void loneSurrogateBecomesTheReplacementCharacter() {
    LabelNamer namer = new LabelNamer(NO_TRANSLATION);

    assertThat(namer.name("\uDE00a\uD83D")).isEqualTo("\uFFFDa\uFFFD");
    assertThat(namer.name("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    assertThat(labels.name("a\uD83D")).isEqualTo("a_");
  }

  // Remote Write 1.0: label names MUST match [a-zA-Z_]([a-zA-Z0-9_])*
  @Test
  void escapedNamesAreClassicNames() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String key = RandomText.next(random);
      for (Form form : Form.values()) {
        String name = form.namer.name(key);
        if (form != Form.VERBATIM && name != null) {
          assertThat(name).matches("[a-zA-Z_][a-zA-Z0-9_]*");
        }
      }
    }
  }

  enum Form {
    SPECIFICATION(new LabelNamer(UNDERSCORE_ESCAPING_WITH_SUFFIXES)),
    COLLECTOR(new LabelNamer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, true, false)),
    COLLECTOR_PERMISSIVE(new LabelNamer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, false, true)),
    PROMETHEUS(new LabelNamer(UNDERSCORE_ESCAPING_WITH_SUFFIXES, true, true)),
    VERBATIM(new LabelNamer(NO_TRANSLATION));

    @SuppressWarnings("ImmutableEnumChecker") // LabelNamer has final fields only.
    private final LabelNamer namer;

    Form(LabelNamer namer) {
      this.namer = namer;
    }
  }

  record GoldenCase(
      String key, Form form, @Nullable String expected, @Nullable String why, String source) {
    @Override
    public String toString() {
      return "'%s' %s → %s".formatted(key, form, expected);
    }
  }
}
