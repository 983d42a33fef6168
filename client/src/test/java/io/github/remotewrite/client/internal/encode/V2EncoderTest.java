/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Remote Write 2.0-rc.4, "Protobuf Message". */
class V2EncoderTest {
  private static final Series UP =
      Series.of(
          Labels.of("__name__", "up_total"),
          new Metadata(Metadata.Type.COUNTER, "up_total", "help", "unit"));

  @Test
  void messageIsARequest() {
    V2Encoder encoder = new V2Encoder(2_000, 3_000_000, false);
    SampleBuffer samples = new SampleBuffer();
    samples.reset(1, 300, 200);
    samples.setValue(0, 1.5);
    encoder.add(SeriesGroup.of(List.of(UP)), samples);

    assertThat(decode(encoder.finish().get(0)))
        .isEqualTo(
            "2200" // symbols[0] is empty
                + "2208"
                + hex("__name__")
                + "2208"
                + hex("up_total")
                + "2204"
                + hex("help")
                + "2204"
                + hex("unit")
                + "2a1d" // timeseries, 29 bytes
                + "0a020102" // labels_refs 1, 2
                + "120f" // samples
                + "09000000000000f83f" // value 1.5
                + "10ac02" // timestamp 300
                + "18c801" // start_timestamp 200
                + "2a06"
                + "0801"
                + "1803"
                + "2004"); // metadata: counter, help 3, unit 4
  }

  @Test
  void startTimestampStandsInTheOlderFieldOnRequest() {
    V2Encoder encoder = new V2Encoder(2_000, 3_000_000, true);
    SampleBuffer samples = new SampleBuffer();
    samples.reset(1, 300, 200);
    encoder.add(SeriesGroup.of(List.of(UP)), samples);

    assertThat(decode(encoder.finish().get(0))).endsWith("30c801");
  }

  @Test
  void eachRequestHasItsOwnSymbols() {
    V2Encoder encoder = new V2Encoder(1, 3_000_000, false);
    encoder.add(Series.of(Labels.of("__name__", "a")), 1, 1);
    encoder.add(Series.of(Labels.of("__name__", "b")), 1, 1);

    List<EncodedRequest> requests = encoder.finish();

    assertThat(requests).hasSize(2).allMatch(request -> request.protocol() == Protocol.V2);
    assertThat(decode(requests.get(1)))
        .contains("2201" + hex("b"))
        .doesNotContain("2201" + hex("a"));
  }

  @Test
  void requestHasAtMostSoManyBytes() {
    V2Encoder encoder = new V2Encoder(1_000_000, 5_000, false);
    IntStream.range(0, 1_000)
        .forEach(i -> encoder.add(Series.of(Labels.of("__name__", "series_" + i)), 1L << 41, i));

    List<EncodedRequest> requests = encoder.finish();

    assertThat(requests.stream().mapToInt(EncodedRequest::samples).sum()).isEqualTo(1_000);
    assertThat(requests)
        .allSatisfy(
            request ->
                assertThat(SnappyBlockDecompressor.decompress(request.body()))
                    .hasSizeLessThanOrEqualTo(5_000));
  }

  private static String decode(EncodedRequest request) {
    return HexFormat.of().formatHex(SnappyBlockDecompressor.decompress(request.body()));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
