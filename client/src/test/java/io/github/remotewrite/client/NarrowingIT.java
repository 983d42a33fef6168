/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.Protocol;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One bad series must not cost its neighbours, though a receiver rolls whole requests back. */
class NarrowingIT extends ClientFixture {
  @Test
  void oneBadSeriesOfAThousandIsFoundAndTheRestDelivered() {
    receiver.setBehaviors(Behavior.rejectingSeries(labels -> "500".equals(labels.get("i"))));

    WriteResult result = writeThousand();

    assertThat(result).isEqualTo(new WriteResult(999, Map.of(DropReason.REJECTED, 1L), 0));
    assertThat(receiver.series("n")).hasSize(999);
    assertThat(receiver.violations()).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("samples=1", "series={__name__=\"n\", i=\"500\"}", "out of order sample");
  }

  @Test
  void severalBadSeriesAreFound() {
    Set<String> bad = Set.of("0", "333", "999");
    receiver.setBehaviors(Behavior.rejectingSeries(labels -> bad.contains(labels.get("i"))));

    assertThat(writeThousand().samplesWritten()).isEqualTo(997);
  }

  @Test
  void whereAllAreBadTheNumberOfRequestsIsBounded() {
    receiver.setBehaviors(Behavior.rejectingSeries(labels -> true));

    Map<DropReason, Long> dropped = writeThousand().samplesDropped();

    assertThat(dropped).containsOnlyKeys(DropReason.REJECTED, DropReason.UNSEARCHED);
    assertThat(dropped.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
    assertThat(log.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("WARNING search for rejected series ended, dropped the rest")
                    .contains("samples=" + dropped.get(DropReason.UNSEARCHED), "firstSeries={"));
    // Two for each halving and twenty more, as long as nothing is accepted.
    assertThat(receiver.requests().size()).isLessThan(45);
  }

  @Test
  void refusalOfTheSenderItselfIsNotNarrowedDown() {
    receiver.setBehaviors(Behavior.refusing(Protocol.V1, 401));

    assertThat(writeThousand().samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1_000L));
    assertThat(receiver.requests()).hasSize(1);
  }

  private WriteResult writeThousand() {
    try (RemoteWriteClient client = builder().build()) {
      return await(
          client.write(
              batch -> {
                for (int i = 0; i < 1_000; i++) {
                  batch.add(Series.of(Labels.of("__name__", "n", "i", "" + i)), T, i);
                }
              }));
    }
  }
}
