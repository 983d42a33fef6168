/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RequestCheckerTest {
  private final RequestChecker checker = RequestChecker.create(ReceiverFixture.CLOCK);

  @Test
  void correctRequestIsStored() throws IOException {
    ReceivedRequest request = checker.check(Protocol.V1, body(TestMessages.T));

    assertThat(request.violations()).isEmpty();
    assertThat(request.status()).hasValue(204);
    assertThat(checker.series())
        .singleElement()
        .satisfies(series -> assertThat(series.metricName()).isEqualTo("up"));
  }

  @Test
  void requestIsCheckedAgainstThoseBeforeIt() throws IOException {
    checker.check(Protocol.V1, body(TestMessages.T));

    ReceivedRequest older = checker.check(Protocol.V1, body(TestMessages.T - 1));

    assertThat(older.violations()).extracting(Violation::rule).containsExactly(Rule.SAMPLE_ORDER);
  }

  @Test
  void messageOfV2IsCheckedAsOne() throws IOException {
    byte[] withoutSymbols = Snappy.compress(Request.getDefaultInstance().toByteArray());

    assertThat(checker.check(Protocol.V2, withoutSymbols).violations())
        .extracting(Violation::rule)
        .contains(Rule.SYMBOLS_FIRST);
  }

  @Test
  void headersAreCheckedInAnyCase() throws IOException {
    Map<String, List<String>> headers =
        Map.of(
            "content-encoding", List.of("gzip"),
            "content-type", List.of("application/x-protobuf"),
            "x-prometheus-remote-write-version", List.of("0.1.0"),
            "user-agent", List.of("test"));

    assertThat(checker.check(headers, body(TestMessages.T)).violations())
        .extracting(Violation::rule)
        .containsExactly(Rule.CONTENT_ENCODING);
  }

  @Test
  void unknownVersionIsRefused() {
    assertThatThrownBy(() -> checker.check(Protocol.UNKNOWN, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("protocol must be known: protocol=UNKNOWN");
  }

  private static byte[] body(long timestampMillis) throws IOException {
    WriteRequest message =
        TestMessages.request(
            TestMessages.series("__name__", "up")
                .addSamples(TestMessages.sample(timestampMillis, 1))
                .build());
    return Snappy.compress(message.toByteArray());
  }
}
