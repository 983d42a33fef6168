/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that HTTP does not allow, that are not a receiver's, or that say less than they seem. */
class OddAnswersIT extends ClientFixture {
  private static final WriteResult WRITTEN = new WriteResult(1, Map.of(), 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\nConnection: close\r\n\r\n",
        "HTTP/1.0 204 OK\r\nContent-Length: 4\r\n\r\ndone",
      })
  void noContentWithABodyIsWritten(String answer) throws IOException {
    try (RawServer server = RawServer.start()) {
      server.answerNext(answer);

      assertThat(writeOne(impatient(server.endpoint("/")))).isEqualTo(WRITTEN);
      assertThat(server.heads()).hasSize(1);
    }
  }

  @Test
  void noContentWithABodyIsWrittenByTheReceiverOfTheTests() {
    receiver.setBehaviors(
        Behavior.answering(Protocol.V1, Answer.noContentWithBody().afterStoring()));

    assertThat(writeOne(builder())).isEqualTo(WRITTEN);
    assertThat(receiver.requests()).hasSize(1);
    assertThat(receiver.series("up")).hasSize(1);
  }

  /** Its headers can't be read, so nobody knows whether it understands 2.0. */
  @Test
  void noContentWithABodyProvesNoVersion() {
    receiver.setBehaviors(Behavior.answering(Answer.noContentWithBody().afterStoring()));

    try (RemoteWriteClient client = builder().setProtocol(ProtocolVersion.AUTO).build()) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
    }
    assertThat(writeOne(builder().setProtocol(ProtocolVersion.V2)))
        .isEqualTo(new WriteResult(0, Map.of(DropReason.UNKNOWN, 1L), 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowedAndTheLogSaysWhereTo(int status) {
    receiver.setBehaviors(
        Behavior.redirecting(status, "https://user:pa55@elsewhere.example/push?token=s3cret#x"));

    assertThat(writeOne(builder()).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));

    assertThat(receiver.requests()).hasSize(1);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("status=" + status + ", location=https://elsewhere.example/push");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "//elsewhere.example/push", "login?next=%2Fwrite"})
  void relativeRedirectIsShownAsItIs(String location) {
    receiver.setBehaviors(Behavior.redirecting(302, location));

    writeOne(builder());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("location=" + location.replaceFirst("[?].*", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login?a\u0085token=SECRET",
        "https://user:p@SECRET@h/x",
        "https://user:pa/SECRET@h/x",
        "https:/user:SECRET@h/x",
        "https:user:SECRET@h",
        "https:\\\\user:SECRET@h/x",
        "\u00A0https://u:SECRET@h/",
        "/login;jsessionid=SECRET",
        "/login#SECRET",
      })
  void locationShowsNoSecret(String location) throws IOException {
    try (RawServer server = RawServer.start()) {
      server.answerNext(
          "HTTP/1.1 302 Found\r\nLocation: "
              + location
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

      writeOne(impatient(server.endpoint("/")));
    }
    assertThat(log.everything()).contains("status=302").doesNotContain("SECRET");
  }

  /** Their sum overflows. */
  @Test
  void hugeCountsAreCounts() {
    receiver.setBehaviors(
        Behavior.answering(
            Answer.status(204)
                .withHeader("X-Prometheus-Remote-Write-Samples-Written", "9223372036854775807")
                .withHeader("X-Prometheus-Remote-Write-Histograms-Written", "1")));

    try (RemoteWriteClient client = builder().setProtocol(ProtocolVersion.AUTO).build()) {
      assertThat(write(client, T).samplesDropped()).isEmpty();
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
    }
  }

  @Test
  void loginPageIsNoReceiver() {
    receiver.setBehaviors(Behavior.loginPage());

    try (RemoteWriteClient client = builder().setProtocol(ProtocolVersion.AUTO).build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(write(client, T + i))
            .isEqualTo(new WriteResult(0, Map.of(DropReason.UNKNOWN, 1L), 0));
      }
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.AUTO);
    }

    assertThat(receiver.requests()).hasSize(3);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING receiver's answer does not tell what it stored, not retrying")
        .contains("contentType=\"text/html; charset=utf-8\"", "<title>Sign in</title>");
  }

  @Test
  void pageForAReceiverOfV1IsNoSuccessEither() {
    receiver.answerNext(
        Answer.status(200)
            .withHeader("Content-Type", "application/xhtml+xml")
            .withBody("\n<html><body>Welcome</body></html>"));

    assertThat(writeOne(builder()).samplesDropped()).isEqualTo(Map.of(DropReason.UNKNOWN, 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, identity, 5000, ''", // It never comes.
    "TEXT/HTML, br, 3, '\u0001\u0002\u0003'",
    "text/html, identity, 9, '\u00EF\u00BB\u00BF<html>'", // A byte order mark.
  })
  void pageThatIsNotReadIsNoSuccess(String type, String encoding, int length, String body)
      throws IOException {
    try (RawServer server = RawServer.start()) {
      List<String> head =
          List.of(
              "HTTP/1.1 200 OK",
              "Content-Type: " + type,
              "Content-Encoding: " + encoding,
              "Content-Length: " + length);
      server.answerNextAndHang(String.join("\r\n", head) + "\r\n\r\n" + body);
      RemoteWriteClientBuilder builder =
          impatient(server.endpoint("/")).setTimeout(Duration.ofMillis(500));

      assertThat(writeOne(builder).samplesWritten()).isZero();
    }
  }

  /** Some frameworks call every body HTML. */
  @ParameterizedTest
  @ValueSource(strings = {"", "ok", "{}"})
  void successThatIsCalledHtmlAndIsNoPageIsASuccess(String body) {
    receiver.answerNext(
        Answer.status(200).withHeader("Content-Type", "text/html").withBody(body).afterStoring());

    assertThat(writeOne(builder())).isEqualTo(WRITTEN);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void compressedErrorIsReadable() {
    receiver.answerNext(Answer.status(401).withGzipBody("no such tenant: größe"));

    writeOne(builder());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("status=401, body=\"no such tenant: größe\"");
  }

  @Test
  void compressedErrorThatIsLongIsReadableAsFarAsItIsKept() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; body.length() < 200_000; i++) {
      body.append(Integer.toHexString(i * 0x9E3779B9)).append(' ');
    }
    receiver.answerNext(Answer.status(401).withGzipBody(body.toString()));

    writeOne(builder());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("status=401, body=\"0 9e3779b9 3c6ef372 ");
    assertThat(log.lines().get(0)).hasSizeLessThan(1_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip", "deflate"})
  void errorInAnEncodingThatCannotBeReadIsShownByItsSize(String encoding) {
    receiver.answerNext(
        Answer.status(401).withHeader("Content-Encoding", encoding).withBody("\u0001\u0002\u0003"));

    writeOne(builder());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("status=401, body=\"(3 bytes, encoded as " + encoding + ")\"");
  }

  /** RFC 9110, 15.5.9: the server gave up waiting for a request on a connection it kept open. */
  @Test
  void requestTimeoutOnAReusedConnectionIsAFailedConnection() {
    try (RemoteWriteClient client = builder().build()) {
      assertThat(write(client, T)).isEqualTo(WRITTEN);
      receiver.answerNext(Answer.status(408).withHeader("Connection", "close"));

      assertThat(write(client, T + 1)).isEqualTo(WRITTEN);
    }
    assertThat(receiver.requests()).hasSize(3);
    assertThat(receiver.series("up").get(0).samples()).hasSize(2);
  }

  /** As every 4xx but 429 (2.0, "Retries and Backoff"). */
  @Test
  void requestTimeoutOnANewConnectionIsFinal() {
    receiver.answerNext(Answer.status(408));

    assertThat(writeOne(builder()).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void requestTimeoutThatRepeatsIsFinal() {
    try (RemoteWriteClient client = builder().build()) {
      write(client, T);
      receiver.answerNext(Answer.status(408), 2); // On the same connection.

      assertThat(write(client, T + 1).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    }
    assertThat(receiver.requests()).hasSize(3);
  }
}
