/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chapter "Retries and Backoff" of Remote Write 1.0, on the wire. */
class SpecificationRetriesIT extends ClientFixture {

  /** Remote Write 1.0, Retries and Backoff: "MUST retry write requests on HTTP 5xx responses". */
  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 505, 507, 511, 520, 599})
  void serverErrorIsRetriedWithTheSameBytes(int status) {
    receiver.answerNext(Answer.status(status), 2);

    WriteResult result = writeOne(builder());

    assertThat(result.isComplete()).isTrue();
    assertSameBytes(3);
    assertThat(receiver.series("up").get(0).samples()).hasSize(1);
  }

  /** Remote Write 1.0, Retries and Backoff: no retry on "4xx responses other than 429". */
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415})
  void clientErrorIsNotRetried(int status) {
    assertIsNotRetried(status);
  }

  /** Remote Write 1.0, Retries and Backoff, as above. */
  @ParameterizedTest
  @ValueSource(ints = {407, 417, 418, 421, 422, 424, 425, 426, 428, 431, 451, 499})
  void otherClientErrorIsNotRetried(int status) {
    assertIsNotRetried(status);
  }

  /** Remote Write 1.0, Retries and Backoff, as above: a Retry-After changes nothing. */
  @Test
  void clientErrorThatAsksToComeBackIsNotRetried() {
    receiver.answerNext(Answer.status(413).withHeader("Retry-After", "0"));

    assertThat(writeOne(builder()).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(receiver.requests()).hasSize(1);
  }

  /**
   * Remote Write 1.0, Retries and Backoff, as above: what counts is the status, however the answer
   * ends.
   */
  @Test
  void clientErrorWhoseMessageBreaksOffIsNotRetried() throws IOException {
    // Often, as the end may overtake the beginning on its way through the HTTP client.
    int writes = 200;
    try (RawServer server = RawServer.start();
        RemoteWriteClient client = impatient(server.endpoint("/")).build()) {
      for (int i = 0; i < writes; i++) {
        server.answerNext("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nout of order");

        assertThat(write(client, T + i).samplesDropped())
            .isEqualTo(Map.of(DropReason.REJECTED, 1L));
      }
      assertThat(server.heads()).hasSize(writes);
    }
  }

  /** Remote Write 1.0, Retries and Backoff, as above. */
  @Test
  void clientErrorWhoseMessageNeverEndsIsNotRetried() throws IOException {
    try (RawServer server = RawServer.start();
        RemoteWriteClient client =
            impatient(server.endpoint("/")).setTimeout(Duration.ofMillis(500)).build()) {
      server.answerNextAndHang(
          "HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nout of order");
      write(client, T);

      assertThat(write(client, T + 1).isComplete()).isTrue();
      assertThat(server.heads()).hasSize(2);
    }
  }

  /** Remote Write 1.0, Retries and Backoff: no retry on 2xx. */
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 203, 204, 205, 206, 299})
  void successIsNotRetried(int status) {
    receiver.answerNext(Answer.status(status));

    assertThat(writeOne(builder()).isComplete()).isTrue();
    assertThat(receiver.requests()).hasSize(1);
  }

  /** Remote Write 1.0, Retries and Backoff: "MAY retry on HTTP 429 responses". */
  @Test
  void tooManyRequestsIsRetriedWithTheSameBytes() {
    receiver.answerNext(Answer.status(429), 2);

    assertThat(writeOne(builder()).isComplete()).isTrue();
    assertSameBytes(3);
  }

  /** Remote Write 1.0, Retries and Backoff: "MUST use a backoff algorithm". */
  @Test
  void waitsGrowFromRetryToRetry() {
    receiver.answerNext(Answer.status(503), 4);

    writeOne(
        builder()
            .setMinBackoff(Duration.ofMillis(10))
            .setMaxBackoff(Duration.ofMillis(40))
            .setBackoffMultiplier(2));

    // A wait may take longer on a busy machine, but never be shorter than 9/10 of it.
    List<Instant> arrivals = receiver.requests().stream().map(ReceivedRequest::arrival).toList();
    assertThat(arrivals).hasSize(5);
    assertThat(Duration.between(arrivals.get(0), arrivals.get(1)).toMillis()).isGreaterThan(8);
    assertThat(Duration.between(arrivals.get(1), arrivals.get(2)).toMillis()).isGreaterThan(17);
    assertThat(Duration.between(arrivals.get(2), arrivals.get(3)).toMillis()).isGreaterThan(35);
    assertThat(Duration.between(arrivals.get(3), arrivals.get(4)).toMillis()).isGreaterThan(35);
  }

  /** Remote Write 2.0, Retries: Retry-After MAY be honored, in seconds and as a date. */
  @ParameterizedTest
  @ValueSource(strings = {"3600", "Fri, 31 Dec 2100 23:59:59 GMT"})
  void waitTheReceiverAsksForReplacesTheBackoff(String retryAfter) {
    receiver.answerNext(Answer.status(503).withHeader("Retry-After", retryAfter));

    // Longer than the timeout, so no retry follows; the backoff would have allowed it.
    assertThat(writeOne(builder().setTimeout(Duration.ofMillis(500))))
        .isEqualTo(new WriteResult(0, Map.of(), 1));
    assertThat(receiver.requests()).hasSize(1);
  }

  /** Remote Write 2.0, Retries, as above. */
  @Test
  void waitTheReceiverAsksForIsKept() {
    receiver.answerNext(Answer.status(429).withHeader("Retry-After", "1"));

    assertThat(writeOne(builder()).isComplete()).isTrue();

    List<Instant> arrivals = receiver.requests().stream().map(ReceivedRequest::arrival).toList();
    assertThat(Duration.between(arrivals.get(0), arrivals.get(1)))
        .isGreaterThan(Duration.ofMillis(990));
  }

  /** Remote Write 2.0, Retries, as above: what says nothing leaves the backoff in charge. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "1.5", "Sun, 06 Nov 1994 08:49:37 GMT"})
  void retryAfterWithoutAWaitLeavesTheBackoffInCharge(String retryAfter) {
    receiver.answerNext(Answer.status(503).withHeader("Retry-After", retryAfter));

    assertThat(writeOne(builder()).isComplete()).isTrue();
    assertSameBytes(2);
  }

  /** Not in the specification: Prometheus numbers retries in this header, and Mimir reads it. */
  @Test
  void retriesAreNumbered() {
    receiver.answerNext(Answer.status(503), 2);

    writeOne(builder());

    assertThat(headers("Retry-Attempt")).containsExactly(List.of(), List.of("1"), List.of("2"));
  }

  /** Not in the specification: a redirect would turn the POST into a GET or lead elsewhere. */
  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void redirectIsNotFollowed(int status) {
    receiver.answerNext(Answer.status(status).withHeader("Location", receiver.endpoint()));

    assertThat(writeOne(builder()).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(receiver.requests()).hasSize(1);
  }

  private void assertIsNotRetried(int status) {
    receiver.answerNext(Answer.status(status));

    assertThat(writeOne(builder()).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(receiver.requests()).hasSize(1);
  }
}
