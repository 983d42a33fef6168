/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;
import static io.github.remotewrite.receiver.TestMessages.exemplar;
import static io.github.remotewrite.receiver.TestMessages.sample;
import static io.github.remotewrite.receiver.TestMessages.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v1.Exemplar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Remote Write 2.0, Exemplars, and what Prometheus accepts of them in 1.0. */
final class ExemplarRulesIT extends ReceiverFixture {

  @Test
  void exemplarsAreStoredOnceHoweverOftenTheyAreSent() throws Exception {
    send(exemplar(T, "trace_id", "abc"));
    send(exemplar(T, "trace_id", "abc"));

    assertAccepted();
    assertThat(receiver.series("requests_total").get(0).exemplars())
        .containsExactly(new StoredExemplar(Map.of("trace_id", "abc"), 1, T));
  }

  @Test
  void exemplarWithoutTimestampIsRefused() throws Exception {
    send(exemplar(0, "trace_id", "abc"));

    assertRefused(Rule.EXEMPLAR_TIMESTAMP);
  }

  @Test
  void repeatedAndMalformedLabelNamesAreRefused() throws Exception {
    send(exemplar(T, "a", "1", "a", "2", "trace.id", "abc"));

    assertRefused(Rule.EXEMPLAR_LABELS, Rule.EXEMPLAR_LABELS);
  }

  @Test
  void labelsOfMoreThan128CodePointsAreRefused() throws Exception {
    send(exemplar(T, "a", "\uD83D\uDE00".repeat(128)));

    assertRefused(Rule.EXEMPLAR_LENGTH);
  }

  @Test
  void labelsOf128CodePointsAreAccepted() throws Exception {
    send(exemplar(T, "a", "\uD83D\uDE00".repeat(127)));

    assertAccepted();
  }

  @Test
  void exemplarWithoutSampleIsRefused() throws Exception {
    sender.send(series("__name__", "requests_total").addExemplars(exemplar(T)).build());

    assertRefused(Rule.POINTS_PRESENT, Rule.EXEMPLAR_SERIES);
  }

  @Test
  void exemplarsOutOfOrderAreRefused() throws Exception {
    send(exemplar(T, "trace_id", "a"), exemplar(T - 1, "trace_id", "b"));

    assertRefused(Rule.EXEMPLAR_ORDER);
  }

  private void send(Exemplar.Builder... exemplars) throws Exception {
    sender.send(
        series("__name__", "requests_total")
            .addSamples(sample(T, 1))
            .addAllExemplars(List.of(exemplars).stream().map(Exemplar.Builder::build).toList())
            .build());
  }
}
