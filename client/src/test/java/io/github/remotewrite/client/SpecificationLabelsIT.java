/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chapter "Labels" of Remote Write 1.0: what it forbids can't be built, or is not sent. */
class SpecificationLabelsIT extends ClientFixture {
  private Map<String, String> received(Labels labels) {
    try (RemoteWriteClient client = builder().build()) {
      await(client.write(batch -> batch.add(Series.of(labels), T, 1)));
    }
    assertThat(receiver.violations()).isEmpty();
    return receiver.requests().get(0).series().get(0).labels();
  }

  /** Remote Write 1.0, Labels: "The complete set of labels MUST be sent with each sample". */
  @Test
  void everySampleCarriesAllLabels() {
    Series down = Series.of(Labels.of("__name__", "up", "job", "test", "instance", "b"));
    try (RemoteWriteClient client = builder().build()) {
      for (long time = T; time < T + 2; time++) {
        long now = time;
        await(
            client.write(
                batch -> {
                  batch.add(UP, now, 1);
                  batch.add(down, now, 0);
                }));
      }
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests())
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request.series())
                    .extracting(series -> series.labels())
                    .containsExactly(UP.labels().toMap(), down.labels().toMap()));
  }

  /** Remote Write 1.0, Labels: "SHOULD contain a __name__ label". */
  @Test
  void labelsWithoutAMetricNameAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Series.of(Labels.of("job", "test")));
  }

  /** Remote Write 1.0, Labels: "MUST NOT contain repeated label names". */
  @Test
  void repeatedLabelNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Labels.of("__name__", "up", "job", "a", "job", "b"))
        .withMessage("label names must be unique: name=job");
  }

  /** Remote Write 1.0, Labels: "MUST have label names sorted in lexicographical order". */
  @Test
  void labelsAreSortedByName() {
    // Upper case stands before the underscore, lower case after it. The receiver checks the order.
    Map<String, String> labels =
        received(Labels.of("z", "1", "a_b", "2", "__name__", "up", "Z", "3", "a", "4", "aB", "5"));

    assertThat(labels).hasSize(6);
  }

  /** Remote Write 1.0, Labels: "MUST NOT contain any empty label names or values". */
  @Test
  void emptyLabelNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Labels.of("__name__", "up", "", "a"));
  }

  /** Remote Write 1.0, Labels: "MUST NOT contain any empty label names or values". */
  @Test
  void labelWithAnEmptyValueIsLeftOut() {
    assertThat(received(Labels.of("__name__", "up", "job", "", "instance", "b")))
        .isEqualTo(Map.of("__name__", "up", "instance", "b"));
  }

  /** Remote Write 1.0, Labels: metric names MUST match {@code [a-zA-Z_:]([a-zA-Z0-9_:])*}. */
  @ParameterizedTest
  @ValueSource(strings = {"up", "_", ":", "job:http_requests:rate5m", "A9"})
  void metricNameOfTheAlphabetIsSent(String name) {
    assertThat(received(Labels.of("__name__", name))).containsEntry("__name__", name);
  }

  /** Remote Write 1.0, Labels, as above: names that only 2.0 has a place for are escaped. */
  @ParameterizedTest
  @CsvSource({
    "9a, _9a",
    "http.requests, http_requests",
    "a b, a_b",
    "größe, gr__e",
    "📏, _",
    "a-b, a_b",
    "'a\n', a_"
  })
  void otherMetricNameIsEscaped(String name, String sent) {
    assertThat(received(Labels.of("__name__", name))).containsEntry("__name__", sent);
  }

  /** Remote Write 1.0, Labels, as above: no alphabet has an empty name. */
  @Test
  void emptyMetricNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Series.of(Labels.of("__name__", "")));
  }

  /** Remote Write 1.0, Labels: label names MUST match {@code [a-zA-Z_]([a-zA-Z0-9_])*}. */
  @ParameterizedTest
  @CsvSource({
    "9a, _9a",
    "service.name, service_name",
    "a:b, a_b",
    "a b, a_b",
    "größe, gr__e",
    "a-b, a_b",
    "'a\u0000', a_"
  })
  void otherLabelNameIsEscaped(String name, String sent) {
    assertThat(received(Labels.of("__name__", "up", name, "a"))).containsEntry(sent, "a");
  }

  /** Remote Write 1.0, Labels: "Label values MAY be any sequence of UTF-8 characters". */
  @ParameterizedTest
  @ValueSource(strings = {" ", "größe 尺寸 📏", "a=\"b\"\\\n", "\u0000", "/api?a=b&c=d"})
  void labelValueArrivesCharacterByCharacter(String value) {
    assertThat(received(Labels.of("__name__", "up", "path", value))).containsEntry("path", value);
  }

  /** Remote Write 1.0, Labels, as above, where a length takes three bytes. */
  @Test
  void longLabelValueArrives() {
    String value = "ä".repeat(20_000);

    assertThat(received(Labels.of("__name__", "up", "path", value))).containsEntry("path", value);
  }
}
