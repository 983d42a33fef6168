/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.MessageV2.nativeHistogram;
import static io.github.remotewrite.receiver.MessageV2.sample;
import static io.github.remotewrite.receiver.TestMessages.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 2.0, Content Type and Required Written Response Headers. */
final class NegotiationIT extends ReceiverFixture {

  @Test
  void contentTypeSaysTheVersion() throws Exception {
    sender.send(TestMessages.up());
    receiver.clear();
    sender.send(MessageV2.up().build());
    sender.send(TestMessages.up());

    assertAccepted();
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsExactly(Protocol.V2, Protocol.V1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-protobuf; proto=io.prometheus.write.v2.Request",
        "application/x-protobuf;proto=io.prometheus.write.v3.Request",
        "application/x-protobuf;Proto=io.prometheus.write.v2.Request",
        "application/x-protobuf;proto=\"io.prometheus.write.v2.Request\"",
        "application/X-protobuf;proto=io.prometheus.write.v2.Request",
        "application/json",
      })
  void otherContentTypeIsAnswered415(String contentType) throws Exception {
    HttpResponse<String> response =
        sender.send(sender.request(MessageV2.up().build()).setHeader("Content-Type", contentType));

    assertThat(response.statusCode()).isEqualTo(415);
    assertRefused(Rule.CONTENT_TYPE);
    assertThat(receiver.requests().get(0).protocol()).isEqualTo(Protocol.UNKNOWN);
    assertThat(receiver.series()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding, gzip, CONTENT_ENCODING",
    "X-Prometheus-Remote-Write-Version, 0.1.0, VERSION_HEADER",
    "X-Prometheus-Remote-Write-Version, 2.0, VERSION_HEADER",
    "User-Agent, '', USER_AGENT",
  })
  void headerWithAnotherValueIsRefused(String name, String value, Rule rule) throws Exception {
    sender.send(sender.request(MessageV2.up().build()).setHeader(name, value));

    assertRefused(rule);
  }

  @Test
  void answerSaysHowMuchWasWritten() throws Exception {
    HttpResponse<String> response = sender.send(mixed());

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(written(response)).containsExactly("2", "1", "3");
  }

  @Test
  void refusalSaysThatNothingWasWritten() throws Exception {
    HttpResponse<String> response = sender.send(mixed().toBuilder().addSymbols("lonely").build());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(written(response)).containsExactly("0", "0", "0");
    assertThat(receiver.series()).isEmpty();
  }

  @Test
  void refusalOfTheEncodingDoesNotSayHowMuchWasWritten() throws Exception {
    HttpResponse<String> response =
        sender.send(sender.request(mixed()).setHeader("Content-Encoding", "gzip"));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(written(response)).isEmpty();
  }

  @Test
  void answerToVersion1DoesNotSayHowMuchWasWritten() throws Exception {
    assertThat(written(sender.send(TestMessages.up()))).isEmpty();
  }

  @Test
  void scriptedAnswerSaysHowMuchWasWrittenOnlyIfItStores() throws Exception {
    receiver.answerNext(Answer.status(200), Answer.status(200).afterStoring());

    assertThat(written(sender.send(MessageV2.up().build()))).isEmpty();
    assertThat(written(sender.send(MessageV2.up().build()))).containsExactly("1", "0", "0");
  }

  @Test
  void scriptedHeaderTakesThePlaceOfTheCount() throws Exception {
    receiver.answerNext(
        Answer.store().withHeader("X-Prometheus-Remote-Write-Samples-Written", "0"));

    assertThat(written(sender.send(MessageV2.up().build()))).containsExactly("0", "0", "0");
  }

  private static Request mixed() {
    MessageV2 message = new MessageV2();
    return message
        .add(
            message
                .counter("__name__", "requests_total")
                .addSamples(sample(T - 1, 1))
                .addSamples(sample(T, 1))
                .addExemplars(message.exemplar(T - 1))
                .addExemplars(message.exemplar(T)),
            message
                .histogram("__name__", "h")
                .addHistograms(nativeHistogram())
                .addExemplars(message.exemplar(T)))
        .build();
  }

  /** Returns how many samples, histograms and exemplars the answer says were written. */
  static List<String> written(HttpResponse<?> response) {
    Map<String, List<String>> headers = response.headers().map();
    return List.of("Samples", "Histograms", "Exemplars").stream()
        .map(kind -> "X-Prometheus-Remote-Write-" + kind + "-Written")
        .flatMap(name -> headers.getOrDefault(name, List.of()).stream())
        .toList();
  }
}
