/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.StoredSample;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** The chapter "Protocol" of Remote Write 1.0, on the wire. */
class SpecificationProtocolIT extends ClientFixture {
  private static final byte[] FRAMED_FORMAT_MAGIC = {(byte) 0xFF, 6, 0, 0, 's', 'N', 'a', 'P'};

  /** Remote Write 1.0, Protocol: "in the body of a HTTP POST request". */
  @Test
  void methodIsPost() {
    writeOne(builder());

    assertThat(onlyRequest().method()).isEqualTo("POST");
  }

  /** Remote Write 1.0, Protocol: "send it to the Receivers via HTTP at a provided URL path". */
  @Test
  void pathAndQueryAreSentAsConfigured() throws IOException {
    try (RawServer server = RawServer.start()) {
      writeOne(impatient(server.endpoint("/a//b%2Fc/../d;e=1/?u=%C3%A4&p=a+b%20c&&empty=")));

      assertThat(server.heads().get(0))
          .startsWith("POST /a//b%2Fc/../d;e=1/?u=%C3%A4&p=a+b%20c&&empty= HTTP/1.1");
    }
  }

  /** Remote Write 1.0, Protocol: the headers that "MUST be sent", and none nobody asked for. */
  @Test
  void headersAreExactlyThese() throws IOException {
    try (RawServer server = RawServer.start()) {
      writeOne(impatient(server.endpoint("/api/v1/write")));

      assertThat(server.heads().get(0).stream().skip(1))
          .contains(
              "Content-Encoding: snappy",
              "Content-Type: application/x-protobuf",
              "X-Prometheus-Remote-Write-Version: 0.1.0")
          .extracting(line -> line.substring(0, line.indexOf(':')))
          .containsExactlyInAnyOrder(
              "Host",
              "Content-Length",
              "Content-Encoding",
              "Content-Type",
              "User-Agent",
              "X-Prometheus-Remote-Write-Version");
    }
  }

  /** Remote Write 1.0, Protocol: "User-Agent: &lt;name &amp; version of the sender&gt;". */
  @Test
  void userAgentIsNameAndVersionOfThisLibrary() {
    writeOne(builder());

    assertThat(onlyRequest().headers().get("User-Agent"))
        .singleElement()
        .asString()
        .matches("remote-write-java/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  /** Remote Write 1.0, Protocol: "The block format MUST be used - the framed format MUST NOT". */
  @Test
  void bodyIsOneSnappyBlock() throws IOException {
    writeOne(builder());

    byte[] body = onlyRequest().body();
    assertThat(Arrays.copyOf(body, FRAMED_FORMAT_MAGIC.length)).isNotEqualTo(FRAMED_FORMAT_MAGIC);
    assertThat(Snappy.isValidCompressedBuffer(body)).isTrue();
    assertThat(Snappy.uncompress(body)).isEqualTo(onlyRequest().message());
  }

  /** Remote Write 1.0, Protocol: "MUST be encoded using Google Protobuf 3", by the schema. */
  @Test
  void messageIsAWriteRequest() {
    writeOne(builder());

    ReceivedRequest request = onlyRequest();
    assertThat(request.violations()).isEmpty();
    assertThat(request.series())
        .singleElement()
        .satisfies(
            series -> {
              assertThat(series.labels()).isEqualTo(Map.of("__name__", "up", "job", "test"));
              assertThat(series.samples()).containsExactly(new StoredSample(T, 1));
            });
  }

  /** Remote Write 1.0, Protocol: "Timestamps MUST be int64 counted as milliseconds". */
  @Test
  void timestampsAreMilliseconds() {
    long before = System.currentTimeMillis();
    try (RemoteWriteClient client = builder().build()) {
      write(client, System.currentTimeMillis());
    }

    assertThat(onlyRequest().violations()).isEmpty();
    assertThat(onlyRequest().series().get(0).samples().get(0).timestampMillis())
        .isBetween(before, System.currentTimeMillis());
  }

  /** Remote Write 1.0, Protocol: "Values MUST be float64". */
  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -15.5,
        0.1,
        0.123456789012345,
        9_007_199_254_740_991.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void valueArrivesBitByBit(double value) {
    try (RemoteWriteClient client = builder().build()) {
      await(client.write(batch -> batch.add(UP, T, value)));
    }

    assertThat(receiver.violations()).isEmpty();
    // Samples are compared by their bits.
    assertThat(receiver.series("up").get(0).samples()).containsExactly(new StoredSample(T, value));
  }

  /**
   * Remote Write 1.0, Stale Markers: "This value MUST NOT be used otherwise".
   *
   * @param bits NaNs: Java's own, Prometheus' stale marker, and one with a sign and a payload
   */
  @ParameterizedTest
  @ValueSource(longs = {0x7ff8000000000000L, 0x7ff0000000000002L, 0xfff8000000abcdefL})
  void noNanBecomesAStaleMarker(long bits) {
    try (RemoteWriteClient client = builder().build()) {
      await(client.write(batch -> batch.add(UP, T, Double.longBitsToDouble(bits))));
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples())
        .containsExactly(new StoredSample(T, Double.longBitsToDouble(0x7ff8000000000001L)));
  }

  /** Remote Write 1.0, Protocol: "clients MUST ignore the response body". */
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void bodyOfASuccessIsIgnored(int status) {
    receiver.answerNext(Answer.status(status).withBody("status=500 error: please retry"));

    WriteResult result = writeOne(builder());

    assertThat(result.isComplete()).isTrue();
    assertThat(receiver.requests()).hasSize(1);
  }

  /** Remote Write 1.0, Protocol, as above: not even its end is waited for. */
  @Test
  void bodyOfASuccessThatNeverEndsIsIgnored() throws IOException {
    try (RawServer server = RawServer.start()) {
      server.answerNextAndHang("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");

      WriteResult result = writeOne(impatient(server.endpoint("/")));

      assertThat(result.isComplete()).isTrue();
      assertThat(server.heads()).hasSize(1);
    }
  }

  /** Remote Write 1.0, Protocol, as above: nor does it matter that it breaks off. */
  @Test
  void bodyOfASuccessThatBreaksOffIsIgnored() throws IOException {
    try (RawServer server = RawServer.start()) {
      server.answerNext("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");

      WriteResult result = writeOne(impatient(server.endpoint("/")));

      assertThat(result.isComplete()).isTrue();
      assertThat(server.heads()).hasSize(1);
    }
  }

  /** Remote Write 1.0, Labels: "Senders MUST NOT try and interpret the error message". */
  @Test
  void errorMessageIsNotInterpreted() {
    receiver.answerNext(
        Answer.status(400).withBody("status=503 Service Unavailable, Retry-After: 1"),
        Answer.status(503).withBody("400 Bad Request: out of order sample, do not retry"));

    try (RemoteWriteClient client = builder().build()) {
      assertThat(write(client, T).samplesDropped()).containsOnlyKeys(DropReason.REJECTED);
      assertThat(write(client, T + 1).isComplete()).isTrue();
    }
    assertThat(receiver.requests()).hasSize(3);
  }

  /** Remote Write 1.0, Labels: senders "SHOULD log it as is". */
  @Test
  void errorMessageIsLoggedAsItIs() {
    receiver.answerNext(
        Answer.status(400).withBody("{0} out of order: \"up\" {job=\"a\"} ü <b>100 %</b>"));

    writeOne(builder());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("body=\"{0} out of order: \"up\" {job=\"a\"} ü <b>100 %</b>\"");
  }
}
