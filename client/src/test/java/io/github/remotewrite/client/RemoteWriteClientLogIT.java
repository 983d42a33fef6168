/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator reads when samples get lost. */
class RemoteWriteClientLogIT extends ClientFixture {
  @Test
  void nothingIsToldWhileAllIsWell() {
    receiver.answerNext(Answer.status(503));

    writeOne(builder());

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void rejectionIsToldWithTheReceiversWordsAndTheNumberOfSamples() {
    receiver.answerNext(Answer.status(403).withBody("out of order sample\n"));
    Series down = Series.of(Labels.of("__name__", "down"));
    try (RemoteWriteClient client = builder().build()) {
      await(
          client.write(
              batch -> {
                batch.add(UP, T, 1);
                batch.add(down, T, 0);
              }));
    }

    assertThat(log.lines())
        .containsExactly(
            "WARNING receiver rejected request, not retrying: endpoint="
                + receiver.endpoint()
                + ", samples=2, status=403, body=\"out of order sample\"");
  }

  @Test
  void messageOfSeveralLinesIsToldInOne() {
    receiver.answerNext(Answer.status(400).withBody("first\r\nSEVERE second\u0000\tthird"));

    writeOne(builder());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("body=\"first SEVERE second third\"");
  }

  @Test
  void lossIsToldWithTheLastAnswer() {
    receiver.answerNext(Answer.status(503).withBody("overloaded"), 1_000);

    writeOne(builder().setSampleAgeLimit(Duration.ofMillis(300)));

    assertThat(log.lines())
        .containsExactly(
            "WARNING request could not be delivered before it was too old, dropped it: endpoint="
                + receiver.endpoint()
                + ", samples=1, status=503, body=\"overloaded\"");
  }

  @Test
  void samplesThatWaitAreToldAfterTheTimeoutAndSoIsTheEndOfIt() {
    receiver.answerNext(Answer.status(503).withBody("overloaded"), 20);
    try (RemoteWriteClient client = builder().setTimeout(Duration.ofMillis(300)).build()) {
      write(client, T);
      awaitEverything(client);
    }

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0))
        .startsWith(
            "WARNING receiver does not accept samples, they wait: endpoint=" + receiver.endpoint())
        .endsWith("samplesDropped=0, status=503, body=\"overloaded\"");
    assertThat(log.lines().get(1))
        .startsWith("INFO receiver accepts samples again")
        .endsWith(", samplesDropped=0");
  }

  @Test
  void receiverThatIsAwayIsToldWithTheError() {
    receiver.close();

    writeOne(builder().setMaxAttempts(2));

    assertThat(log.lines()).singleElement().asString().contains("samples=1, request failed");
    assertThat(log.everything()).contains("java.net.ConnectException");
  }

  @Test
  void repeatsAreNotToldOneByOneAndRecoveryIs() {
    receiver.answerNext(Answer.status(400), 3);
    try (RemoteWriteClient client = builder().build()) {
      for (int i = 0; i < 4; i++) {
        write(client, T + i);
      }
    }

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0)).startsWith("WARNING receiver rejected request");
    assertThat(log.lines().get(1))
        .startsWith("INFO receiver accepts samples again: endpoint=" + receiver.endpoint())
        .endsWith(", samplesDropped=3");
  }
}
