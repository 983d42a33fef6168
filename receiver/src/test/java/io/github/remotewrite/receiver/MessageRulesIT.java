/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.request;
import static io.github.remotewrite.receiver.TestMessages.series;
import static io.github.remotewrite.receiver.TestMessages.up;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.remotewrite.receiver.internal.proto.v1.Histogram;
import io.github.remotewrite.receiver.internal.proto.v1.MetricMetadata;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.SnappyFramedOutputStream;

/** Remote Write 1.0, Protocol: snappy and protobuf. */
final class MessageRulesIT extends ReceiverFixture {

  @Test
  void bodyThatIsNotCompressedIsRefused() throws Exception {
    sender.sendBody(request(up()).toByteArray());

    assertRefused(Rule.SNAPPY);
  }

  @Test
  void emptyBodyIsRefused() throws Exception {
    sender.sendBody(new byte[0]);

    assertRefused(Rule.SNAPPY);
  }

  @Test
  void framedSnappyIsRefused() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (SnappyFramedOutputStream framed = new SnappyFramedOutputStream(body)) {
      framed.write(request(up()).toByteArray());
    }

    sender.sendBody(body.toByteArray());

    assertRefused(Rule.SNAPPY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8180801000", "ffffffff0f00"}) // 32 MiB + 1, 4 GiB - 1
  void blockThatDeclaresMoreThan32MibIsRefused(String hex) throws Exception {
    sender.sendBody(HexFormat.of().parseHex(hex));

    assertRefused(Rule.DECODED_SIZE);
  }

  @Test
  void truncatedMessageIsRefused() throws Exception {
    byte[] message = request(up()).toByteArray();

    sender.sendMessage(ByteString.copyFrom(message, 0, message.length - 1).toByteArray());

    assertRefused(Rule.PROTOBUF);
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws Exception {
    byte[] message = request(series("__name__", "up", "a", "?").build()).toByteArray();
    message[message.length - 1] = (byte) 0xff;

    sender.sendMessage(message);

    assertRefused(Rule.PROTOBUF);
  }

  @Test
  void fieldReservedForCortexIsRefused() throws Exception {
    sender.send(request(up()).toBuilder().setUnknownFields(field(2)).build());

    assertRefused(Rule.KNOWN_FIELDS);
    assertThat(receiver.violations().get(0).detail())
        .isEqualTo("message=prometheus.WriteRequest, field=2");
  }

  @Test
  void unknownFieldDeepInsideIsRefused() throws Exception {
    Histogram histogram = TestMessages.nativeHistogram().setUnknownFields(field(17)).build();

    sender.send(series("__name__", "h").addHistograms(histogram).build());

    assertRefused(Rule.KNOWN_FIELDS);
  }

  @Test
  void deltasThatAreNotPackedAreRefused() throws Exception {
    Histogram.Builder histogram =
        TestMessages.nativeHistogram()
            .clearPositiveDeltas()
            .setUnknownFields(field(12, 20, 20, 29, 5));

    sender.send(series("__name__", "h").addHistograms(histogram).build());

    assertRefused(Rule.PACKED, Rule.PACKED, Rule.PACKED, Rule.PACKED);
  }

  @Test
  void unknownMetricTypeIsRefused() throws Exception {
    sender.send(
        WriteRequest.newBuilder()
            .addMetadata(MetricMetadata.newBuilder().setTypeValue(8).setMetricFamilyName("up"))
            .build());

    assertRefused(Rule.KNOWN_FIELDS);
  }

  private static UnknownFieldSet field(int number) {
    return field(number, 1);
  }

  private static UnknownFieldSet field(int number, long... values) {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    for (long value : values) {
      field.addVarint(value);
    }
    return UnknownFieldSet.newBuilder().addField(number, field.build()).build();
  }
}
