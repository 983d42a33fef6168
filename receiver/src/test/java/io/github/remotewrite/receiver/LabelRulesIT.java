/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;
import static io.github.remotewrite.receiver.TestMessages.sample;
import static io.github.remotewrite.receiver.TestMessages.series;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 1.0, Labels. */
final class LabelRulesIT extends ReceiverFixture {

  @Test
  void seriesWithoutLabelsIsRefused() throws Exception {
    send();

    assertRefused(Rule.LABELS_PRESENT);
  }

  @Test
  void seriesWithoutMetricNameIsRefused() throws Exception {
    send("job", "a");

    assertRefused(Rule.METRIC_NAME_PRESENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1up", "up-time", "up.time", "größe"})
  void metricNameBeyondTheClassicCharactersIsRefused(String name) throws Exception {
    send("__name__", name);

    assertRefused(Rule.METRIC_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a.b", "é"})
  void labelNameBeyondTheClassicCharactersIsRefused(String name) throws Exception {
    send("__name__", "up", name, "x");

    assertRefused(Rule.LABEL_NAME);
  }

  @Test
  void colonIsAcceptedInMetricNames() throws Exception {
    send("__name__", "job:up:sum");

    assertAccepted();
  }

  @Test
  void emptyLabelNameIsRefused() throws Exception {
    send("", "x", "__name__", "up");

    assertRefused(Rule.LABEL_NAME_EMPTY);
  }

  @Test
  void reservedLabelNameIsRefused() throws Exception {
    send("__name__", "up", "__type__", "gauge");

    assertRefused(Rule.LABEL_NAME_RESERVED);
  }

  @Test
  void repeatedLabelNameIsRefused() throws Exception {
    send("__name__", "up", "a", "1", "a", "2");

    assertRefused(Rule.LABEL_NAME_REPEATED);
  }

  @Test
  void emptyLabelValueIsRefused() throws Exception {
    send("__name__", "up", "a", "");

    assertRefused(Rule.LABEL_VALUE_EMPTY);
  }

  @Test
  void unsortedLabelsAreRefused() throws Exception {
    send("__name__", "up", "b", "1", "a", "1");

    assertRefused(Rule.LABELS_SORTED);
    assertThat(receiver.violations().get(0).detail())
        .isEqualTo("series=[__name__=\"up\", b=\"1\", a=\"1\"], previous=b, name=a");
  }

  @Test
  void upperCaseSortsBeforeTheMetricName() throws Exception {
    send("A", "1", "__name__", "up", "a", "1");

    assertAccepted();
  }

  @Test
  void labelsSortByTheirUtf8Bytes() throws Exception {
    // U+1F600 is after U+FF5E in UTF-8, before it in UTF-16.
    send("__name__", "up", "\uFF5E", "1", "\uD83D\uDE00", "1");

    assertRefused(Rule.LABEL_NAME, Rule.LABEL_NAME);
  }

  @Test
  void seriesRepeatedInOneRequestIsRefused() throws Exception {
    sender.send(
        series("__name__", "up").addSamples(sample(T, 1)).build(),
        series("__name__", "up").addSamples(sample(T + 1, 1)).build());

    assertRefused(Rule.SERIES_REPEATED);
  }

  private void send(String... namesAndValues) throws Exception {
    sender.send(series(namesAndValues).addSamples(sample(T, 1)).build());
  }
}
