/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.remotewrite.client.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void withoutOptionsItRunsEverySecondUntilStopped() {
    Options options = parse();

    assertThat(options.duration()).isEmpty();
    assertThat(options.endpoint()).isEmpty();
    assertThat(options.interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.help()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "10s, PT10S", "2m, PT2M", "1h, PT1H"})
  void timeHasAUnit(String text, Duration expected) {
    assertThat(parse("--duration", text).duration()).hasValue(expected);
    assertThat(parse("--interval", text).interval()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "0s", "-1s", "1.5s", "s", "", "99999999999s"})
  void timeMustBePositiveWithAUnit(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--duration", text))
        .withMessage("duration must be a positive number of ms, s, m or h: duration=" + text);
  }

  @ParameterizedTest
  @CsvSource({"auto, AUTO", "1.0, V1", "2.0, V2"})
  void protocolHasThreeForms(String text, ProtocolVersion expected) {
    assertThat(parse("--protocol", text).protocol()).isEqualTo(expected);
  }

  @Test
  void otherProtocolIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--protocol", "3.0"))
        .withMessage("protocol must be auto, 1.0 or 2.0: protocol=3.0");
  }

  @Test
  void headersAddUp() {
    Options options = parse("--header", "X-Scope-OrgID=shop", "--header", "A=b=c");

    assertThat(options.headers()).containsOnly(entry("X-Scope-OrgID", "shop"), entry("A", "b=c"));
  }

  @Test
  void passwordMayContainColons() {
    Options options = parse("--basic-auth", "alice:a:b", "--endpoint", "http://localhost/write");

    assertThat(options.basicAuth()).hasValue(new Options.BasicAuth("alice", "a:b"));
    assertThat(options.endpoint()).hasValue("http://localhost/write");
  }

  @Test
  void passwordIsHiddenInToString() {
    assertThat(parse("--basic-auth", "alice:secret").toString()).doesNotContain("secret");
  }

  @Test
  void wrongCredentialsAreHiddenInMessages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--basic-auth", "secret"))
        .withMessage("basic-auth must be USER:PASSWORD: basic-auth=(6 characters)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--header", "secret"))
        .withMessage("header must be NAME=VALUE: header=(6 characters)");
  }

  @Test
  void unknownOptionIsNamedWithoutItsValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--basic-auth=alice:secret"))
        .withMessage("option is unknown, see --help: option=--basic-auth");
  }

  @Test
  void optionWithoutItsValueIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--endpoint"))
        .withMessage("option needs a value, see --help: option=--endpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--duration", "--endpoint", "--interval", "--header", "--basic-auth", "--help"})
  void usageNamesEveryOption(String option) {
    assertThat(Options.USAGE).contains(option);
  }

  private static Options parse(String... arguments) {
    return Options.parse(List.of(arguments));
  }
}
