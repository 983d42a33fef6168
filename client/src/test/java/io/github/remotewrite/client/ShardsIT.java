/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several lanes to one receiver. */
class ShardsIT extends ClientFixture {
  private static final int SERIES = 200;
  private static final Metadata GAUGE = new Metadata(Metadata.Type.GAUGE, "n", "help", "");

  @Test
  void seriesKeepsItsOrderAcrossShards() {
    // Lanes that fail come apart.
    receiver.answerNext(Answer.status(503), 15);
    try (RemoteWriteClient client = client()) {
      for (int round = 0; round < 50; round++) {
        long time = T + round;
        var unused = client.write(batch -> addAll(batch, time));
      }
      awaitEverything(client);
      assertThat(client.statistics().samplesDroppedInTotal()).isZero();
    }

    // The receiver checks the order of each series, among others.
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("n"))
        .hasSize(SERIES)
        .allSatisfy(series -> assertThat(series.samples()).hasSize(50));
  }

  @Test
  void seriesAreSpreadOverAllShardsAndStayThere() {
    try (RemoteWriteClient client = client()) {
      for (int round = 0; round < 3; round++) {
        long time = T + round;
        assertThat(await(client.write(batch -> addAll(batch, time))).isComplete()).isTrue();
      }
    }

    Map<Set<String>, List<Integer>> sizes = new HashMap<>();
    for (ReceivedRequest request : receiver.requests()) {
      Set<String> names = new HashSet<>();
      request.series().forEach(series -> names.add(series.labels().toString()));
      sizes.computeIfAbsent(names, key -> new ArrayList<>()).add(names.size());
    }
    assertThat(sizes).as("sets of series that travel together").hasSize(4);
    assertThat(sizes.values())
        .allSatisfy(rounds -> assertThat(rounds).hasSize(3))
        .allSatisfy(rounds -> assertThat(rounds.get(0)).isBetween(SERIES / 8, SERIES / 2));
  }

  private RemoteWriteClient client() {
    return builder().setProtocol(ProtocolVersion.V2).setMaxShards(4).build();
  }

  private static void addAll(Batch batch, long timestampMillis) {
    for (int i = 0; i < SERIES; i++) {
      batch.add(Series.of(Labels.of("__name__", "n", "i", "" + i), GAUGE), timestampMillis, i);
    }
  }
}
