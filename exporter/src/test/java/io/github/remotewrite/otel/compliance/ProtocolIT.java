/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** {@code protocol_test.go}. */
class ProtocolIT extends ComplianceFixture {
  /** content_type_protobuf, content_type_with_proto_param; to the letter. */
  @Test
  void contentTypeNamesTheMessageWithoutASpace() {
    export(Feed.gauge("test_metric", 42));

    assertThat(header("Content-Type"))
        .isEqualTo("application/x-protobuf;proto=io.prometheus.write.v2.Request");
  }

  /** content_encoding_snappy. */
  @Test
  void contentEncodingIsSnappy() {
    export(Feed.gauge("test_metric", 42));

    assertThat(header("Content-Encoding")).isEqualTo("snappy");
  }

  /** version_header_present, version_header_value. */
  @Test
  void versionIsThatOfTheMessage() {
    export(Feed.gauge("test_metric", 42));

    assertThat(header("X-Prometheus-Remote-Write-Version")).isEqualTo("2.0.0");
  }

  /** user_agent_present; name and version. */
  @Test
  void userAgentIsNameAndVersion() {
    export(Feed.gauge("test_metric", 42));

    assertThat(header("User-Agent")).matches("[a-z-]+/\\S+");
  }

  /** snappy_block_format, protobuf_parseable; decoded by other libraries. */
  @Test
  void bodyIsASnappyBlockOfTheMessage() throws IOException {
    export(Feed.gauge("test_metric", 42));

    Request message = Request.parseFrom(Snappy.uncompress(onlyRequest().body()));
    assertThat(message.getSymbolsList()).contains("test_metric");
    assertThat(message.getTimeseriesList()).hasSize(1);
    assertThat(message.getUnknownFields().asMap()).isEmpty();
  }

  /** TestHTTPMethod. */
  @Test
  void methodIsPost() {
    export(Feed.gauge("test_metric", 42));

    assertThat(onlyRequest().method()).isEqualTo("POST");
  }
}
