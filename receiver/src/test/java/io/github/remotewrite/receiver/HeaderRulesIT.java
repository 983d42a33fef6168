/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.request;
import static io.github.remotewrite.receiver.TestMessages.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 1.0, Protocol: method, path and headers. */
final class HeaderRulesIT extends ReceiverFixture {

  @Test
  void methodOtherThanPostIsAnswered405() throws Exception {
    HttpResponse<String> response = sender.send(sender.request(request(up())).GET());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    assertThat(receiver.violations()).extracting(Violation::rule).containsExactly(Rule.METHOD);
  }

  @Test
  void otherPathIsAnswered404() throws Exception {
    URI other = URI.create(receiver.endpoint() + "/");

    HttpResponse<String> response = sender.send(sender.request(request(up())).uri(other));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(receiver.violations()).extracting(Violation::rule).containsExactly(Rule.PATH);
    assertThat(receiver.series()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding, gzip, CONTENT_ENCODING",
    "Content-Encoding, Snappy, CONTENT_ENCODING",
    "Content-Type, application/octet-stream, CONTENT_TYPE",
    "Content-Type, application/x-protobuf; proto=prometheus.WriteRequest, CONTENT_TYPE",
    "X-Prometheus-Remote-Write-Version, 1.0, VERSION_HEADER",
    "X-Prometheus-Remote-Write-Version, 2.0.0, VERSION_HEADER",
    "User-Agent, '', USER_AGENT",
  })
  void headerWithAnotherValueIsRefused(String name, String value, Rule rule) throws Exception {
    sender.send(sender.request(request(up())).setHeader(name, value));

    assertRefused(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding, snappy, CONTENT_ENCODING",
    "X-Prometheus-Remote-Write-Version, 0.1.0, VERSION_HEADER",
  })
  void headerGivenTwiceIsRefused(String name, String value, Rule rule) throws Exception {
    sender.send(sender.request(request(up())).header(name, value));

    assertRefused(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/x-protobuf", "application/x-protobuf;proto=prometheus.WriteRequest"})
  void bothNamesOfTheMessageAreAccepted(String contentType) throws Exception {
    sender.send(sender.request(request(up())).setHeader("Content-Type", contentType));

    assertAccepted();
  }
}
