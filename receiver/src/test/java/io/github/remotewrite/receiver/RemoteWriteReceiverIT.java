/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;
import static io.github.remotewrite.receiver.TestMessages.request;
import static io.github.remotewrite.receiver.TestMessages.sample;
import static io.github.remotewrite.receiver.TestMessages.series;
import static io.github.remotewrite.receiver.TestMessages.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.receiver.internal.proto.v1.MetricMetadata;
import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xerial.snappy.Snappy;

/** What a test sees of the requests it sent, and how it scripts their answers. */
final class RemoteWriteReceiverIT extends ReceiverFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void correctRequestIsStoredAndAnswered204WithoutBody() throws Exception {
    HttpResponse<String> response = sender.send(up());

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series())
        .containsExactly(
            new StoredSeries(
                Map.of("__name__", "up"), List.of(new StoredSample(T, 1)), List.of(), List.of()));
  }

  @Test
  void requestIsKeptAsItArrived() throws Exception {
    byte[] message = request(up()).toByteArray();

    sender.sendMessage(message);

    ReceivedRequest received = receiver.requests().get(0);
    assertThat(received.sequence()).isEqualTo(1);
    assertThat(received.arrival()).isEqualTo(TestMessages.NOW);
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.path()).isEqualTo("/api/v1/write");
    assertThat(received.headers().get("content-ENCODING")).containsExactly("snappy");
    assertThat(received.body()).isEqualTo(Snappy.compress(message));
    assertThat(received.message()).isEqualTo(message);
    assertThat(received.status()).hasValue(204);
    assertThat(received.series()).isEqualTo(receiver.series());
  }

  @Test
  void oneViolationRefusesTheWholeRequestAndIsNamedInTheAnswer() throws Exception {
    HttpResponse<String> response =
        sender.send(up(), series("job", "a").addSamples(sample(T, 1)).build());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "METRIC_NAME_PRESENT: the labels SHOULD contain __name__ (Remote Write 1.0, Labels):"
                + " series=[job=\"a\"]\n");
    assertThat(receiver.series()).isEmpty();
    assertThat(receiver.requests().get(0).series()).hasSize(2);
  }

  @Test
  void seriesIsFoundByNameAndByItsExactLabels() throws Exception {
    TimeSeries a = series("__name__", "up", "job", "a").addSamples(sample(T, 1)).build();
    TimeSeries b = series("__name__", "up", "job", "b").addSamples(sample(T, 2)).build();

    sender.send(a, b);

    assertThat(receiver.series("up")).hasSize(2);
    assertThat(receiver.series("down")).isEmpty();
    assertThat(receiver.series(Map.of("__name__", "up", "job", "b")))
        .hasValueSatisfying(s -> assertThat(s.samples()).containsExactly(new StoredSample(T, 2)));
    assertThat(receiver.series(Map.of("__name__", "up"))).isEmpty();
  }

  @Test
  void newestMetadataOfAFamilyIsKept() throws Exception {
    for (String help : List.of("old", "new")) {
      sender.send(
          WriteRequest.newBuilder()
              .addMetadata(
                  MetricMetadata.newBuilder()
                      .setType(MetricMetadata.MetricType.COUNTER)
                      .setMetricFamilyName("requests")
                      .setHelp(help)
                      .setUnit("1"))
              .build());
    }

    assertThat(receiver.metadata())
        .containsExactly(new StoredMetadata(StoredMetadata.Type.COUNTER, "requests", "new", "1"));
  }

  @Test
  void scriptedAnswersAreGivenInOrderThenTheUsualOnes() throws Exception {
    receiver.answerNext(Answer.status(503), 3);

    assertThat(sender.send(up()).statusCode()).isEqualTo(503);
    assertThat(sender.send(up()).statusCode()).isEqualTo(503);
    assertThat(sender.send(up()).statusCode()).isEqualTo(503);
    assertThat(receiver.series()).isEmpty();
    assertThat(sender.send(up()).statusCode()).isEqualTo(204);
    assertThat(receiver.series()).hasSize(1);
    assertThat(receiver.requests())
        .extracting(request -> request.status().orElseThrow())
        .containsExactly(503, 503, 503, 204);
  }

  @Test
  void scriptedAnswerHasItsHeadersAndBody() throws Exception {
    receiver.answerNext(Answer.status(429).withHeader("Retry-After", "7").withBody("slow down"));

    HttpResponse<String> response = sender.send(up());

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(response.body()).isEqualTo("slow down");
  }

  @Test
  void requestStoredBehindAnErrorMayBeResent() throws Exception {
    receiver.answerNext(Answer.status(500).afterStoring());

    assertThat(sender.send(up()).statusCode()).isEqualTo(500);
    assertThat(sender.send(up()).statusCode()).isEqualTo(204);

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples()).hasSize(1);
  }

  @Test
  void refusedRequestIsCheckedAllTheSame() throws Exception {
    receiver.answerNext(Answer.status(503));

    sender.send(series("job", "a").addSamples(sample(T, 1)).build());

    assertThat(receiver.violations())
        .extracting(Violation::rule)
        .containsExactly(Rule.METRIC_NAME_PRESENT);
  }

  @Test
  @Timeout(10)
  void hangingRequestGetsNoAnswerAndIsLetGoByClose() throws Exception {
    receiver.answerNext(Answer.hang(), 2);
    assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(
            () -> sender.send(sender.request(request(up())).timeout(Duration.ofMillis(100))));

    ExecutorService executor = Executors.newSingleThreadExecutor();
    Future<?> hanging = executor.submit(() -> sender.send(up()));
    assertThat(receiver.awaitRequests(2, PATIENCE)).isTrue();
    receiver.close();

    assertThatThrownBy(hanging::get).hasCauseInstanceOf(IOException.class);
    assertThat(receiver.requests()).allSatisfy(r -> assertThat(r.status()).isEmpty());
    executor.shutdownNow();
  }

  @Test
  void closedConnectionIsAnIoErrorToTheSender() {
    receiver.answerNext(Answer.closeConnection());

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> sender.send(up()));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void awaitRequestsGivesUpAfterItsTimeout() throws Exception {
    assertThat(receiver.awaitRequests(1, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void listenerSeesARequestBeforeItsAnswer() throws Exception {
    List<ReceivedRequest> seen = new CopyOnWriteArrayList<>();
    receiver.addListener(seen::add);

    sender.send(up());

    assertThat(seen).isEqualTo(receiver.requests());
  }

  @Test
  void clearForgetsEverythingButTheSequence() throws Exception {
    sender.send(up());
    receiver.answerNext(Answer.status(503));

    receiver.clear();

    assertThat(receiver.requests()).isEmpty();
    assertThat(receiver.series()).isEmpty();
    assertThat(sender.send(up()).statusCode()).isEqualTo(204);
    assertThat(receiver.requests().get(0).sequence()).isEqualTo(2);
  }

  @Test
  void concurrentRequestsAreAllStored() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 100; i++) {
      TimeSeries series =
          series("__name__", "up", "i", Integer.toString(i)).addSamples(sample(T, i)).build();
      executor.execute(
          () -> {
            try {
              sender.send(series);
            } catch (IOException | InterruptedException e) {
              throw new AssertionError(e);
            }
          });
    }

    assertThat(receiver.awaitRequests(100, PATIENCE)).isTrue();
    executor.shutdown();
    assertThat(receiver.series("up")).hasSize(100);
    assertThat(receiver.requests()).extracting(ReceivedRequest::sequence).isSorted();
  }

  @Test
  void portAndPathCanBeChosen() throws Exception {
    int port = URI.create(receiver.endpoint()).getPort();
    receiver.close();

    try (RemoteWriteReceiver other =
        RemoteWriteReceiver.builder().setPort(port).setPath("/push").start()) {
      assertThat(other.endpoint()).isEqualTo("http://127.0.0.1:" + port + "/push");
      TimeSeries now =
          series("__name__", "up").addSamples(sample(System.currentTimeMillis(), 1)).build();
      assertThat(new TestSender(other.endpoint()).send(now).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void portInUseIsRefused() {
    int port = URI.create(receiver.endpoint()).getPort();

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> RemoteWriteReceiver.builder().setPort(port).start())
        .withMessage("can't listen: port=" + port);
  }

  @Test
  void wrongArgumentsNameTheRule() {
    assertThatThrownBy(() -> RemoteWriteReceiver.builder().setPort(65536))
        .hasMessage("port must be from 0 to 65535: port=65536");
    assertThatThrownBy(() -> RemoteWriteReceiver.builder().setPath("push"))
        .hasMessage("path must begin with a slash: path=push");
    assertThatThrownBy(() -> Answer.status(199))
        .hasMessage("status must be from 200 to 999: status=199");
    assertThatThrownBy(() -> Answer.hang().withBody("x"))
        .hasMessage("header and body need an answer with a status: action=HANG");
    assertThatThrownBy(() -> receiver.answerNext(Answer.store(), -1))
        .hasMessage("times must not be negative: times=-1");
  }
}
