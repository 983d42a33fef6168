/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class V1EncoderTest {
  private static final Series UP = Series.of(Labels.of("__name__", "up"));
  private static final int LARGE = 1_000_000;

  private final RequestEncoder encoder = encoder(2_000, 3_000_000);

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
  void seriesThatBecomeOneAreWrittenOnceAndCounted() {
    encoder.add(UP, 0, 1);
    encoder.add(Series.of(Labels.of("__name__", "a_b")), 0, 1);
    encoder.add(Series.of(Labels.of("__name__", "a.b")), 0, 2);
    encoder.add(Series.of(Labels.of("__name__", "a.c")), 0, 3);

    assertThat(encoder.finish()).singleElement().extracting(EncodedRequest::samples).isEqualTo(3);
    assertThat(encoder.repeats().takeSamples()).isEqualTo(1);

    encoder.add(Series.of(Labels.of("__name__", "a.b")), 1, 2);
    assertThat(encoder.finish()).hasSize(1);
    assertThat(encoder.repeats().takeSamples()).isZero();
  }

  @Test
  void gaugeNamedAsTheCountOfAHistogramWithBoundsIsLeftOutAndCounted() {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.resetWithBounds(5, 0, 1);
    encoder.add(Series.of(Labels.of("__name__", "h")), histogram);
    encoder.add(Series.of(Labels.of("__name__", "h_count")), 5, 7);

    assertThat(encoder.finish()).singleElement().extracting(EncodedRequest::samples).isEqualTo(4);
    assertThat(encoder.repeats().takeSamples()).isEqualTo(1);
  }

  @Test
  void nothingAddedMakesNoRequest() {
    assertThat(encoder.finish()).isEmpty();
  }

  @Test
  void requestHasAtMostSoManySamples() {
    RequestEncoder small = encoder(3, LARGE);
    IntStream.range(0, 7).forEach(i -> small.add(series(i), 0, i));

    assertThat(small.finish()).extracting(EncodedRequest::samples).containsExactly(3, 3, 1);
  }

  @Test
  void requestHasAtMostSoManyBytes() throws IOException {
    RequestEncoder small = encoder(LARGE, 1_000);
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
    RequestEncoder small = encoder(5, LARGE);
    small.add(series(0), 0, 0);
    small.add(series(1), 0, 0);
    small.add(group(10, 4), samples(1, 2, 3, 4));
    small.add(series(2), 0, 0);
    small.add(series(3), 0, 0);

    assertThat(small.finish()).extracting(EncodedRequest::samples).containsExactly(2, 5, 1);
  }

  @Test
  void groupIsNotDividedByTheLimitOfBytes() {
    RequestEncoder small = encoder(LARGE, 200);
    small.add(series(0), 0, 0);
    small.add(group(10, 50), samples(new double[50]));
    small.add(series(1), 0, 0);

    assertThat(small.finish()).extracting(EncodedRequest::samples).containsExactly(1, 50, 1);
  }

  @Test
  void staleMarkerKeepsItsBits() throws IOException {
    encoder.addStaleMarkers(group(0, 1), 5);

    assertThat(decode(encoder.finish().get(0))).endsWith("09" + "020000000000f07f" + "1005");
  }

  @Test
  void exemplarsStandInTheSeriesOfTheirSampleOldestFirst() throws IOException {
    SampleBuffer samples = samples(7);
    samples.addExemplar(0, new Exemplar(Labels.of("b", "2"), 3, 9));
    samples.addExemplar(0, new Exemplar(Labels.of("a", "1"), 2, 8));

    encoder.add(group(0, 1), samples);

    assertThat(decode(encoder.finish().get(0)))
        .endsWith(
            "1a13" // exemplars, 19 bytes
                + "0a06"
                + "0a0161"
                + "120131"
                + "11"
                + "0000000000000040"
                + "1808"
                + "1a13"
                + "0a06"
                + "0a0162"
                + "120132"
                + "11"
                + "0000000000000840"
                + "1809");
  }

  @Test
  void nativeHistogramHasSpansAndDeltas() throws IOException {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.reset(6, 1, 3);
    histogram.setTotals(37, 1.5, 0, 0);
    histogram.positive().add(4, 10);
    histogram.positive().add(7, 20);
    histogram.positive().add(8, 5);
    histogram.positive().add(9, 2);
    encoder.add(UP, histogram);

    assertThat(decode(encoder.finish().get(0)))
        .endsWith(
            "0825" // count_int 37
                + "19000000000000f83f" // sum 1.5
                + "2006" // schema 3
                + "290000000000000000" // zero_threshold
                + "3000" // zero_count_int
                + "5a0408081006" // span (4, 6): the gap of two is filled
                + "6206"
                + "14"
                + "13"
                + "00"
                + "28"
                + "1d"
                + "05" // deltas 10, -10, 0, 20, -15, -3
                + "7806"); // timestamp
  }

  @Test
  void metadataStandsOnceAnIntervalWithTheFirstSeriesOfItsMetric() throws IOException {
    Metadata metadata = new Metadata(Metadata.Type.COUNTER, "c_total", "help", "bytes");
    Series one = Series.of(Labels.of("__name__", "c_total", "a", "1"), metadata);
    Series other = Series.of(Labels.of("__name__", "c_total", "a", "2"), metadata);
    String expected =
        "1a18" // metadata, 24 bytes
            + "0801" // COUNTER
            + "1207"
            + hex("c_total")
            + "2204"
            + hex("help")
            + "2a05"
            + hex("bytes");

    encoder.add(one, 0, 1);
    encoder.add(other, 0, 1);
    String first = decode(encoder.finish().get(0));
    encoder.add(one, 1, 1);
    String second = decode(encoder.finish().get(0));

    assertThat(first).endsWith(expected).containsOnlyOnce(hex("help"));
    assertThat(second).doesNotContain(hex("help"));
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

  private static RequestEncoder encoder(int maxSamplesPerSend, int maxRequestBytes) {
    return new V1Encoder(
        maxSamplesPerSend, maxRequestBytes, new MetadataSchedule(Duration.ofMinutes(1), () -> 0));
  }

  private static SampleBuffer samples(double... values) {
    SampleBuffer samples = new SampleBuffer();
    samples.reset(values.length, 0, 0);
    for (int i = 0; i < values.length; i++) {
      samples.setValue(i, values[i]);
    }
    return samples;
  }

  private static Series series(int number) {
    return Series.of(Labels.of("__name__", "series_" + number));
  }

  private static SeriesGroup group(int start, int size) {
    return SeriesGroup.of(
        IntStream.range(start, start + size).mapToObj(V1EncoderTest::series).toList());
  }

  private static String decode(EncodedRequest request) throws IOException {
    return HexFormat.of().formatHex(Snappy.uncompress(request.body()));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
