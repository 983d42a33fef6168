/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.EncodingServer.Answer;
import io.github.remotewrite.client.EncodingServer.Request;
import io.github.remotewrite.receiver.StoredSample;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as zstd: who gets them, and what becomes of them where they are refused. */
class ZstdIT extends ClientFixture {
  private static final WriteResult WRITTEN = new WriteResult(1, Map.of(), 0);
  private static final WriteResult REJECTED =
      new WriteResult(0, Map.of(DropReason.REJECTED, 1L), 0);

  private EncodingServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = EncodingServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void receiverOfZstdGetsTheSameMessageAsZstd() {
    assertThat(writeOne(impatient(server.endpoint()))).isEqualTo(WRITTEN);
    try (RemoteWriteClient client = zstd(ProtocolVersion.V1)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(write(client, T + 1)).isEqualTo(WRITTEN);
    }

    assertThat(server.forms()).containsExactly("0.1.0 snappy", "0.1.0 zstd", "0.1.0 zstd");
    assertThat(server.requests().get(1).message()).isEqualTo(server.requests().get(0).message());
    assertThat(log.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 415})
  void receiverThatRefusesZstdGetsTheSameRequestAsSnappyAtOnce(int status) {
    server.setBehavior(request -> Answer.of(request.isZstd() ? status : 204));
    try (RemoteWriteClient client = zstd(ProtocolVersion.V1)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(write(client, T + 1)).isEqualTo(WRITTEN);
      assertThat(client.statistics().samplesRetried()).isZero();
    }

    assertThat(server.forms()).containsExactly("0.1.0 zstd", "0.1.0 snappy", "0.1.0 snappy");
    assertThat(server.requests().get(1).message()).isEqualTo(server.requests().get(0).message());
    assertThat(server.requests()).extracting(Request::attempt).containsOnly("");
    assertThat(log.lines())
        .containsExactly(
            "INFO receiver does not take zstd, sending snappy from here on: endpoint="
                + server.endpoint()
                + ", status="
                + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 415})
  void refusalAfterAnAcceptedRequestIsAboutTheContent(int status) {
    AtomicInteger requests = new AtomicInteger();
    server.setBehavior(request -> Answer.of(requests.getAndIncrement() == 1 ? status : 204));
    try (RemoteWriteClient client = zstd(ProtocolVersion.V1)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(write(client, T + 1)).isEqualTo(REJECTED);
      assertThat(write(client, T + 2)).isEqualTo(WRITTEN);
    }

    assertThat(server.forms()).containsExactly("0.1.0 zstd", "0.1.0 zstd", "0.1.0 zstd");
  }

  @Test
  void answerToSnappyIsTheOneThatCounts() {
    server.setBehavior(request -> Answer.of(request.isZstd() ? 415 : 400));

    assertThat(writeOne(impatient(server.endpoint()).setCompression(Compression.ZSTD)))
        .isEqualTo(REJECTED);

    assertThat(server.forms()).containsExactly("0.1.0 zstd", "0.1.0 snappy");
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).startsWith("WARNING receiver rejected request").contains("400");
  }

  @Test
  void outageSaysNothingAboutZstd() {
    AtomicInteger requests = new AtomicInteger();
    server.setBehavior(
        request -> Answer.of(requests.getAndIncrement() == 0 ? 503 : request.isZstd() ? 415 : 204));
    try (RemoteWriteClient client = zstd(ProtocolVersion.V1)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(client.statistics().samplesRetried()).isEqualTo(1);
    }

    assertThat(server.forms()).containsExactly("0.1.0 zstd", "0.1.0 zstd", "0.1.0 snappy");
    // The request in the other encoding belongs to the attempt that was refused.
    assertThat(server.requests()).extracting(Request::attempt).containsExactly("", "1", "1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 415})
  void encodingIsSettledBeforeTheProtocol(int status) {
    server.setBehavior(
        request ->
            request.isZstd()
                ? Answer.of(status)
                : request.isV2() ? new Answer(204, 1) : Answer.of(204));
    try (RemoteWriteClient client = zstd(ProtocolVersion.AUTO)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
    }

    assertThat(server.forms()).containsExactly("2.0.0 zstd", "2.0.0 snappy");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 415})
  void receiverOfSnappyAndV1GetsThem(int status) {
    server.setBehavior(request -> Answer.of(request.isZstd() || request.isV2() ? status : 204));
    try (RemoteWriteClient client = zstd(ProtocolVersion.AUTO)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
    }

    assertThat(server.forms()).containsExactly("2.0.0 zstd", "2.0.0 snappy", "0.1.0 snappy");
  }

  // VictoriaMetrics from 1.112 on.
  @Test
  void receiverOfZstdThatSwallowsV2GetsV1AsZstd() {
    try (RemoteWriteClient client = zstd(ProtocolVersion.AUTO)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
    }

    assertThat(server.forms()).containsExactly("2.0.0 zstd", "0.1.0 zstd");
  }

  @Test
  void swallowedRequestIsNoProofOfZstd() {
    server.setBehavior(request -> Answer.of(request.isZstd() && !request.isV2() ? 400 : 204));
    try (RemoteWriteClient client = zstd(ProtocolVersion.AUTO)) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
    }

    assertThat(server.forms()).containsExactly("2.0.0 zstd", "0.1.0 zstd", "0.1.0 snappy");
  }

  @Test
  void partialWriteIsProofOfZstd() {
    server.setBehavior(request -> new Answer(400, 1));
    try (RemoteWriteClient client = zstd(ProtocolVersion.V2)) {
      assertThat(
              await(
                  client.write(
                      batch -> {
                        batch.add(UP, T, 1);
                        batch.add(UP, T + 1, 1);
                      })))
          .isEqualTo(new WriteResult(1, Map.of(DropReason.REJECTED, 1L), 0));
    }

    assertThat(server.forms()).containsExactly("2.0.0 zstd");
  }

  @Test
  void strictReceiverGetsSnappyAndEverySample() {
    try (RemoteWriteClient client = builder().setCompression(Compression.ZSTD).build()) {
      assertThat(writeOne(client)).isEqualTo(WRITTEN);
      assertThat(write(client, T + 1)).isEqualTo(WRITTEN);
    }

    assertThat(headers("Content-Encoding").stream().flatMap(values -> values.stream()))
        .containsExactly("zstd", "snappy", "snappy");
    assertThat(receiver.series("up").get(0).samples())
        .extracting(StoredSample::timestampMillis)
        .containsExactly(T, T + 1);
  }

  private RemoteWriteClient zstd(ProtocolVersion protocol) {
    return impatient(server.endpoint())
        .setProtocol(protocol)
        .setCompression(Compression.ZSTD)
        .build();
  }
}
