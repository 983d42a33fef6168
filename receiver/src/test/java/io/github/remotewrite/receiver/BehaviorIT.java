/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.NegotiationIT.written;
import static io.github.remotewrite.receiver.TestMessages.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What released receivers do other than the usual. */
final class BehaviorIT extends ReceiverFixture {
  @AfterEach
  void noBehaviorIsAViolation() {
    assertThat(receiver.violations()).isEmpty();
  }

  @Test
  void version2IsSwallowed() throws Exception {
    receiver.setBehaviors(Behavior.swallowingV2());

    HttpResponse<String> response = sender.send(MessageV2.up().build());

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(written(response)).isEmpty();
    assertThat(receiver.series()).isEmpty();
    assertVersion1IsStored();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 415})
  void version2IsRefused(int status) throws Exception {
    receiver.setBehaviors(Behavior.refusing(Protocol.V2, status));

    HttpResponse<String> response = sender.send(MessageV2.up().build());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("Remote Write 2.0 is not accepted by this server\n");
    assertThat(written(response)).isEmpty();
    assertThat(receiver.series()).isEmpty();
    assertVersion1IsStored();
  }

  @Test
  void version1IsRefused() throws Exception {
    receiver.setBehaviors(Behavior.refusing(Protocol.V1, 415));

    assertThat(sender.send(TestMessages.up()).statusCode()).isEqualTo(415);
    assertThat(sender.send(MessageV2.up().build()).statusCode()).isEqualTo(204);
  }

  @Test
  void connectionOfVersion2IsClosed() throws Exception {
    receiver.setBehaviors(Behavior.closingConnection(Protocol.V2));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> sender.send(MessageV2.up().build()));
    assertThat(receiver.series()).isEmpty();
    assertVersion1IsStored();
  }

  @Test
  void nativeHistogramsAreDisabled() throws Exception {
    receiver.setBehaviors(Behavior.withoutNativeHistograms());
    MessageV2 message = MessageV2.up();
    message.add(message.histogram("__name__", "h").addHistograms(MessageV2.nativeHistogram()));
    TimeSeries version1 =
        TestMessages.series("__name__", "h").addHistograms(TestMessages.nativeHistogram()).build();

    HttpResponse<String> response = sender.send(message.build());

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("native histograms are disabled\n");
    assertThat(sender.send(version1).statusCode()).isEqualTo(500);
    assertThat(receiver.series()).isEmpty();
    assertVersion1IsStored();
  }

  @Test
  void requestOfVersion2IsWrittenInPart() throws Exception {
    receiver.setBehaviors(Behavior.rejectingSeries(BehaviorIT::isBad));

    HttpResponse<String> response = sender.send(goodAndBad());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("out of order sample\n");
    assertThat(written(response)).containsExactly("1", "0", "0");
    assertThat(receiver.series())
        .extracting(StoredSeries::labels)
        .containsExactly(Map.of("__name__", "up", "job", "good"));
    assertThat(receiver.requests().get(0).series()).hasSize(2);
  }

  @Test
  void requestOfVersion1IsRolledBack() throws Exception {
    receiver.setBehaviors(Behavior.rejectingSeries(BehaviorIT::isBad));

    HttpResponse<String> response = sender.send(up("good"), up("bad"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("out of order sample\n");
    assertThat(written(response)).isEmpty();
    assertThat(receiver.series()).isEmpty();
    assertThat(sender.send(up("good")).statusCode()).isEqualTo(204);
  }

  @Test
  void exemplarsAreRefusedAndTheirSamplesStored() throws Exception {
    receiver.setBehaviors(Behavior.rejectingExemplars(exemplar -> true));
    MessageV2 message = new MessageV2();
    message.add(
        message
            .gauge("__name__", "up")
            .addSamples(MessageV2.sample(T, 1))
            .addExemplars(message.exemplar(T)));

    HttpResponse<String> response = sender.send(message.build());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("out of order exemplar\n");
    assertThat(written(response)).containsExactly("1", "0", "0");
    assertThat(receiver.series("up").get(0).samples()).hasSize(1);
    assertThat(receiver.series("up").get(0).exemplars()).isEmpty();
    assertVersion1IsStored();
  }

  @ParameterizedTest
  @CsvSource({"STORED, 1", "RECEIVED, 2", "ZERO, 0"})
  void writtenCountsOfAPartialWriteAreThose(WrittenCounts counts, String samples) throws Exception {
    receiver.setBehaviors(Behavior.rejectingSeries(BehaviorIT::isBad, counts));

    HttpResponse<String> response = sender.send(goodAndBad());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(written(response)).containsExactly(samples, "0", "0");
    assertThat(receiver.series()).hasSize(1);
  }

  @Test
  void writtenCountsOfAPartialWriteMayBeAbsent() throws Exception {
    receiver.setBehaviors(Behavior.rejectingSeries(BehaviorIT::isBad, WrittenCounts.ABSENT));

    assertThat(written(sender.send(goodAndBad()))).isEmpty();
    assertThat(receiver.series()).hasSize(1);
  }

  @Test
  void requestOfVersion1IsWrittenInPartAsByMimirAndCortex() throws Exception {
    receiver.setBehaviors(Behavior.rejectingSeries(BehaviorIT::isBad, WrittenCounts.RECEIVED));

    HttpResponse<String> response = sender.send(up("good"), up("bad"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(written(response)).isEmpty();
    assertThat(receiver.series())
        .extracting(StoredSeries::labels)
        .containsExactly(Map.of("__name__", "up", "job", "good"));
  }

  @Test
  void seriesBeyondTheLimitAreRefused() throws Exception {
    receiver.setBehaviors(Behavior.limitingSeries(1, WrittenCounts.STORED));

    HttpResponse<String> response = sender.send(goodAndBad());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("per-user series limit of 1 exceeded\n");
    assertThat(written(response)).containsExactly("1", "0", "0");
    assertThat(sender.send(up("good")).statusCode()).isEqualTo(204);
    assertThat(sender.send(up("bad")).statusCode()).isEqualTo(400);
  }

  @Test
  void largeBodiesAreRefused() throws Exception {
    receiver.setBehaviors(Behavior.limitingBody(100));

    assertThat(sender.send(up("a")).statusCode()).isEqualTo(204);
    TimeSeries[] many = new TimeSeries[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = up("job-" + i);
    }
    HttpResponse<String> response = sender.send(many);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("413 Request Entity Too Large");
    assertThat(receiver.series()).hasSize(1);
  }

  // The clock of this receiver stands still.
  @Test
  void samplesBeyondTheBurstAreThrottled() throws Exception {
    receiver.setBehaviors(Behavior.limitingRate(1, 2));

    assertThat(sender.send(up("a"), up("b")).statusCode()).isEqualTo(204);
    HttpResponse<String> response = sender.send(up("c"));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body()).isEqualTo("ingestion rate limit (1) exceeded\n");
    assertThat(receiver.series()).hasSize(2);
  }

  @Test
  void loginPageIsAPageAndStoresNothing() throws Exception {
    receiver.setBehaviors(Behavior.loginPage());

    HttpResponse<String> response = sender.send(MessageV2.up().build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(response.body()).startsWith("<!DOCTYPE html>");
    assertThat(written(response)).isEmpty();
    assertThat(receiver.series()).isEmpty();
  }

  @Test
  void redirectNamesItsLocation() throws Exception {
    receiver.setBehaviors(Behavior.redirecting(308, "https://elsewhere.example/write"));

    HttpResponse<String> response = sender.send(TestMessages.up());

    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(response.headers().firstValue("Location"))
        .hasValue("https://elsewhere.example/write");
    assertThat(receiver.series()).isEmpty();
  }

  @Test
  void receiverIsRolledBackAfterSomeRequests() throws Exception {
    receiver.setBehaviors(Behavior.after(1, Behavior.refusing(Protocol.V2, 400)));

    assertThat(sender.send(MessageV2.up().build()).statusCode()).isEqualTo(204);
    assertThat(sender.send(MessageV2.up().build()).statusCode()).isEqualTo(400);
    assertThat(sender.send(MessageV2.up().build()).statusCode()).isEqualTo(400);
  }

  @Test
  void bodyOfAnAnswerMayBeCompressed() throws Exception {
    receiver.answerNext(Answer.status(400).withGzipBody("no"));

    HttpResponse<byte[]> response = sender.sendForBytes(TestMessages.up());

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(text.readAllBytes()).asString().isEqualTo("no");
    }
  }

  @Test
  void noContentMayAnnounceABody() {
    receiver.answerNext(Answer.noContentWithBody().afterStoring());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> sender.send(TestMessages.up()))
        .withMessageContaining("204");
    assertThat(receiver.series("up")).hasSize(1);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Behavior.limitingBody(0))
        .withMessage("bytes must be positive: bytes=0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Behavior.limitingRate(1, 0))
        .withMessage("burst must be positive: burst=0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Behavior.limitingSeries(-1, WrittenCounts.ZERO))
        .withMessage("limit must not be negative: limit=-1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Behavior.redirecting(200, "/"))
        .withMessage("status must be a redirect: status=200");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Behavior.after(-1, Behavior.loginPage()))
        .withMessage("requests must not be negative: requests=-1");
  }

  @Test
  void requestsWithASeriesFail() throws Exception {
    receiver.setBehaviors(Behavior.failingFor(BehaviorIT::isBad));

    assertThat(sender.send(up("good"), up("bad")).statusCode()).isEqualTo(500);
    assertThat(sender.send(goodAndBad()).statusCode()).isEqualTo(500);
    assertThat(receiver.series()).isEmpty();
    assertThat(sender.send(up("good")).statusCode()).isEqualTo(204);
  }

  @Test
  void firstBehaviorThatAppliesAnswers() throws Exception {
    receiver.setBehaviors(
        Behavior.refusing(Protocol.V2, 415),
        Behavior.failingFor(BehaviorIT::isBad),
        Behavior.swallowingV2());

    assertThat(sender.send(goodAndBad()).statusCode()).isEqualTo(415);
    assertThat(sender.send(up("bad")).statusCode()).isEqualTo(500);
  }

  @Test
  void scriptGoesBeforeBehaviorsAndClearKeepsThem() throws Exception {
    receiver.setBehaviors(Behavior.refusing(Protocol.V2, 415));
    receiver.answerNext(Answer.status(503));

    assertThat(sender.send(MessageV2.up().build()).statusCode()).isEqualTo(503);
    receiver.clear();
    assertThat(sender.send(MessageV2.up().build()).statusCode()).isEqualTo(415);
  }

  @Test
  void receiverCanBeUpgradedAndStartedWithBehaviors() throws Exception {
    try (RemoteWriteReceiver old =
        RemoteWriteReceiver.builder()
            .setClock(CLOCK)
            .setBehaviors(Behavior.swallowingV2())
            .start()) {
      TestSender toOld = new TestSender(old.endpoint());

      assertThat(written(toOld.send(MessageV2.up().build()))).isEmpty();
      old.setBehaviors();
      assertThat(written(toOld.send(MessageV2.up().build()))).containsExactly("1", "0", "0");
    }
  }

  private void assertVersion1IsStored() throws Exception {
    assertThat(sender.send(TestMessages.up()).statusCode()).isEqualTo(204);
    assertThat(receiver.series("up")).hasSize(1);
  }

  private static boolean isBad(Map<String, String> labels) {
    return "bad".equals(labels.get("job"));
  }

  private static Request goodAndBad() {
    MessageV2 message = new MessageV2();
    return message
        .add(
            message.gauge("__name__", "up", "job", "good").addSamples(MessageV2.sample(T, 1)),
            message.gauge("__name__", "up", "job", "bad").addSamples(MessageV2.sample(T, 1)))
        .build();
  }

  private static TimeSeries up(String job) {
    return TestMessages.series("__name__", "up", "job", job)
        .addSamples(TestMessages.sample(T, 1))
        .build();
  }
}
