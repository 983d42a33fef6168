/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class RequestEncoderTest {
  private static final Series UP = Series.of(Labels.of("__name__", "up"));
  private static final int LARGE = 1_000_000;

  private final RequestEncoder encoder = new RequestEncoder(2_000, 3_000_000);

  @Test
  void messageIsAWriteRequest() throws IOException {
    encoder.add(UP, 1_767_225_600_000L, 1.5);

    assertThat(decode(encoder.finish().get(0)))
        .isEqualTo(
            "0a22" // timeseries, 34 bytes
                + "0a0e" // labels
                + "0a08"
                + hex("__name__")
                + "1202"
                + hex("up")
                + "1210" // samples, 16 bytes
                + "09000000000000f83f" // value 1.5
                + "1080d0eab6b733"); // timestamp
  }

  /** Zero is a value, and -0.0 is another one. */
  @Test
  void zeroIsWritten() throws IOException {
    encoder.add(UP, 0, 0.0);
    encoder.add(UP, 0, -0.0);

    assertThat(decode(encoder.finish().get(0)))
        .contains("090000000000000000" + "1000")
        .contains("090000000000000080" + "1000");
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7ff8000000000000L, 0x7ff0000000000002L, 0xfff8000000000000L, -1L})
  void everyNaNIsThePrometheusOne(long bits) throws IOException {
    encoder.add(UP, 0, Double.longBitsToDouble(bits));

    assertThat(decode(encoder.finish().get(0))).contains("09" + "010000000000f87f" + "1000");
  }

  @Test
  void timestampBeforeTheEpochTakesTenBytes() throws IOException {
    encoder.add(UP, -1, 0);

    assertThat(decode(encoder.finish().get(0))).endsWith("10ffffffffffffffffff01");
  }

  @Test
  void nothingAddedMakesNoRequest() {
    assertThat(encoder.finish()).isEmpty();
  }

  @Test
  void requestHasAtMostSoManySamples() {
    RequestEncoder small = new RequestEncoder(3, LARGE);
    IntStream.range(0, 7).forEach(i -> small.add(series(i), 0, i));

    assertThat(small.finish()).extracting(EncodedRequest::samples).containsExactly(3, 3, 1);
  }

  @Test
  void requestHasAtMostSoManyBytes() throws IOException {
    RequestEncoder small = new RequestEncoder(LARGE, 1_000);
    IntStream.range(0, 100).forEach(i -> small.add(series(i), 1_767_225_600_000L, i));

    List<EncodedRequest> requests = small.finish();

    assertThat(requests).hasSizeGreaterThan(2);
    assertThat(requests.stream().mapToInt(EncodedRequest::samples).sum()).isEqualTo(100);
    for (EncodedRequest request : requests) {
      assertThat(Snappy.uncompress(request.body())).hasSizeLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void groupIsNotDividedByTheLimitOfSamples() {
    RequestEncoder small = new RequestEncoder(5, LARGE);
    small.add(series(0), 0, 0);
    small.add(series(1), 0, 0);
    small.add(group(10, 4), 0, 1, 2, 3, 4);
    small.add(series(2), 0, 0);
    small.add(series(3), 0, 0);

    assertThat(small.finish()).extracting(EncodedRequest::samples).containsExactly(2, 5, 1);
  }

  @Test
  void groupIsNotDividedByTheLimitOfBytes() {
    RequestEncoder small = new RequestEncoder(LARGE, 200);
    small.add(series(0), 0, 0);
    small.add(group(10, 50), 0, new double[50]);
    small.add(series(1), 0, 0);

    assertThat(small.finish()).extracting(EncodedRequest::samples).containsExactly(1, 50, 1);
  }

  @Test
  void valuesBeyondTheGroupAreIgnoredAndTooFewAreRefused() {
    encoder.add(group(0, 2), 0, 1, 2, 3);
    assertThat(encoder.finish()).extracting(EncodedRequest::samples).containsExactly(2);

    assertThatThrownBy(() -> encoder.add(group(0, 2), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a group must have a value for each series: series=2, values=1");
  }

  @Test
  void discardedSamplesAreForgotten() {
    encoder.add(UP, 0, 1);
    encoder.discard();

    assertThat(encoder.finish()).isEmpty();
  }

  @Test
  void requestsKeepTheirBytesWhenTheEncoderIsUsedAgain() {
    encoder.add(UP, 1, 1);
    EncodedRequest first = encoder.finish().get(0);
    byte[] before = first.body().clone();
    encoder.add(UP, 2, 2);
    encoder.finish();

    assertThat(first.body()).isEqualTo(before);
  }

  private static Series series(int number) {
    return Series.of(Labels.of("__name__", "series_" + number));
  }

  private static SeriesGroup group(int start, int size) {
    return SeriesGroup.of(
        IntStream.range(start, start + size).mapToObj(RequestEncoderTest::series).toList());
  }

  private static String decode(EncodedRequest request) throws IOException {
    return HexFormat.of().formatHex(Snappy.uncompress(request.body()));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
