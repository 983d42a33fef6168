/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A request of 2.0 becomes, byte for byte, what the encoder of 1.0 would have made of its data. */
class V1RewriterTest {
  private static final int LIMIT = 1_000_000;

  private V1Encoder v1 = v1Encoder(Duration.ZERO);
  private final V2Encoder v2 = new V2Encoder(LIMIT, LIMIT, true);
  private final V1Rewriter rewriter = new V1Rewriter(LIMIT, LIMIT, true);

  @Test
  void anyDataIsTheSame() {
    for (int seed = 0; seed < 1_000; seed++) {
      v1 = v1Encoder(Duration.ofDays(1));
      fill(v1, new SplittableRandom(seed));
      fill(v2, new SplittableRandom(seed));
      List<EncodedRequest> expected = v1.finish();
      List<EncodedRequest> rewritten =
          v2.finish().stream().flatMap(request -> rewriter.rewrite(request).stream()).toList();

      assertThat(rewritten).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(rewritten.get(i).protocol()).isEqualTo(Protocol.V1);
        assertThat(rewritten.get(i).samples()).isEqualTo(expected.get(i).samples());
        assertThat(SnappyBlockDecompressor.decompress(rewritten.get(i).body()))
            .as("seed=%d", seed)
            .isEqualTo(SnappyBlockDecompressor.decompress(expected.get(i).body()));
      }
    }
  }

  @Test
  void metadataIsLeftOutWhereNoneIsWanted() {
    fill(v2, new SplittableRandom(1));
    v1 = v1Encoder(Duration.ZERO);
    fill(v1, new SplittableRandom(1));

    List<EncodedRequest> rewritten =
        new V1Rewriter(LIMIT, LIMIT, false).rewrite(v2.finish().get(0));

    assertThat(SnappyBlockDecompressor.decompress(rewritten.get(0).body()))
        .isEqualTo(SnappyBlockDecompressor.decompress(v1.finish().get(0).body()));
  }

  @Test
  void requestThatGrowsTooLargeBecomesSeveral() {
    for (int i = 0; i < 100; i++) {
      v2.add(Series.of(Labels.of("__name__", "n", "i", "" + i, "long", "x".repeat(500))), 1, i);
    }
    EncodedRequest request = v2.finish().get(0);

    List<EncodedRequest> rewritten = new V1Rewriter(LIMIT, 10_000, true).rewrite(request);

    assertThat(rewritten).hasSizeGreaterThan(4);
    assertThat(rewritten.stream().mapToInt(EncodedRequest::samples).sum()).isEqualTo(100);
  }

  @Test
  void histogramWithBoundsBecomesAClassicOne() {
    Series series = Series.of(Labels.of("__name__", "h"));
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.resetWithBounds(5, 1, 0, 5, 10);
    histogram.setTotals(10, 42, 0, 0);
    for (int i = 0; i < 4; i++) {
      histogram.positive().add(i, i + 1);
    }
    v1.add(series, histogram);
    v2.add(series, histogram);

    List<EncodedRequest> rewritten = rewriter.rewrite(v2.finish().get(0));

    assertThat(rewritten).singleElement().extracting(EncodedRequest::samples).isEqualTo(6);
    assertThat(SnappyBlockDecompressor.decompress(rewritten.get(0).body()))
        .isEqualTo(SnappyBlockDecompressor.decompress(v1.finish().get(0).body()));
  }

  @Test
  void seriesOfOneHistogramStayInOneRequest() {
    Metadata metadata = new Metadata(Metadata.Type.HISTOGRAM, "h", "", "");
    for (String method : List.of("GET", "POST")) {
      List<Series> series =
          Stream.of("1", "2", "+Inf")
              .map(le -> Labels.of("__name__", "h_bucket", "method", method, "le", le))
              .map(labels -> Series.of(labels, metadata))
              .toList();
      SampleBuffer samples = new SampleBuffer();
      samples.reset(3, 5, 0);
      v2.add(SeriesGroup.of(series), samples);
    }
    EncodedRequest request = v2.finish().get(0);

    List<EncodedRequest> rewritten = new V1Rewriter(4, LIMIT, true).rewrite(request);

    assertThat(rewritten).extracting(EncodedRequest::samples).containsExactly(3, 3);
  }

  @Test
  void seriesThatBecomeOneAreKeptOnceAndCounted() {
    v2.add(Series.of(Labels.of("__name__", "a.b")), 5, 1);
    v2.add(Series.of(Labels.of("__name__", "a_b")), 5, 2);
    v2.add(Series.of(Labels.of("__name__", "a.b")), 6, 3);

    List<EncodedRequest> rewritten = rewriter.rewrite(v2.finish().get(0));

    // Two samples of one series are no repetition.
    assertThat(rewritten).singleElement().extracting(EncodedRequest::samples).isEqualTo(2);
    assertThat(rewriter.repeats().takeSamples()).isEqualTo(1);
    assertThat(rewriter.repeats().firstSeries()).isEqualTo("{__name__=\"a_b\"}");
    assertThat(rewriter.repeats().takeSamples()).isZero();
  }

  @Test
  void metadataOfAHistogramWithBoundsIsKept() {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.resetWithBounds(5, 0, 1);
    Metadata metadata = new Metadata(Metadata.Type.HISTOGRAM, "h", "what it is", "");
    v2.add(Series.of(Labels.of("__name__", "h"), metadata), histogram);

    List<EncodedRequest> rewritten = rewriter.rewrite(v2.finish().get(0));

    assertThat(text(rewritten)).contains("what it is");
  }

  @Test
  void familyOfANativeHistogramKeepsItsWholeName() {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.reset(5, 0, 0);
    Metadata metadata = new Metadata(Metadata.Type.HISTOGRAM, "h_count", "help", "");
    Series series = Series.of(Labels.of("__name__", "h_count"), metadata);
    v1 = v1Encoder(Duration.ofDays(1));
    v1.add(series, histogram);
    v2.add(series, histogram);

    List<EncodedRequest> rewritten = rewriter.rewrite(v2.finish().get(0));

    assertThat(text(rewritten)).isEqualTo(text(v1.finish()));
  }

  @Test
  void staleMarkerOfAHistogramWithBoundsEndsItsClassicSeries() {
    HistogramBuffer marker = new HistogramBuffer();
    marker.resetToStaleMarkerWithBounds(5, 1, 2);
    Series series = Series.of(Labels.of("__name__", "h"));
    v1.add(series, marker);
    v2.add(series, marker);

    List<EncodedRequest> rewritten = rewriter.rewrite(v2.finish().get(0));

    assertThat(rewritten).singleElement().extracting(EncodedRequest::samples).isEqualTo(5);
    assertThat(text(rewritten)).isEqualTo(text(v1.finish())).contains("h_bucket");
  }

  private static String text(List<EncodedRequest> requests) {
    byte[] message = SnappyBlockDecompressor.decompress(requests.get(0).body());
    return new String(message, StandardCharsets.ISO_8859_1);
  }

  @Test
  void requestOf1IsLeftAsItIs() {
    v1.add(Series.of(Labels.of("__name__", "n")), 1, 1);
    EncodedRequest request = v1.finish().get(0);

    assertThat(rewriter.rewrite(request)).containsExactly(request);
  }

  private static V1Encoder v1Encoder(Duration metadataInterval) {
    return new V1Encoder(LIMIT, LIMIT, new MetadataSchedule(metadataInterval, () -> 0));
  }

  private static void fill(Batch batch, SplittableRandom random) {
    Metadata counter = new Metadata(Metadata.Type.COUNTER, "n", "help", "unit");
    Metadata histogram = new Metadata(Metadata.Type.HISTOGRAM, "h", "help", "");
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      String value = "größe" + random.nextInt(5);
      Series series = Series.of(Labels.of("__name__", "n", "i", "" + i, "v", value), counter);
      switch (random.nextInt(4)) {
        case 0 -> batch.add(series, random.nextLong(1L << 42), random.nextDouble());
        case 1 -> batch.addStaleMarkers(SeriesGroup.of(List.of(series)), random.nextLong(1L << 42));
        case 2 -> batch.add(SeriesGroup.of(List.of(series)), samples(random));
        default ->
            batch.add(
                Series.of(Labels.of("__name__", "h", "i", "" + i), histogram), histogram(random));
      }
    }
  }

  private static SampleBuffer samples(SplittableRandom random) {
    SampleBuffer samples = new SampleBuffer();
    samples.reset(1, random.nextLong(1L << 42), random.nextLong(3) * 1_000);
    samples.setValue(0, random.nextInt(3) == 0 ? Double.NaN : random.nextDouble());
    for (int i = random.nextInt(3); i > 0; i--) {
      samples.addExemplar(0, exemplar(random));
    }
    return samples;
  }

  private static HistogramBuffer histogram(SplittableRandom random) {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.reset(random.nextLong(1L << 42), random.nextLong(3) * 1_000, random.nextInt(-4, 9));
    histogram.setTotals(random.nextInt(100), random.nextDouble(), random.nextInt(3), 1e-128);
    int index = random.nextInt(-50, 50);
    for (int i = random.nextInt(10); i > 0; i--) {
      histogram.positive().add(index, random.nextInt(5));
      histogram.negative().add(index, random.nextInt(5));
      index += 1 + random.nextInt(5);
    }
    if (random.nextBoolean()) {
      histogram.addExemplar(exemplar(random));
    }
    return histogram;
  }

  private static Exemplar exemplar(SplittableRandom random) {
    return new Exemplar(
        Labels.of("trace_id", "" + random.nextInt(10)),
        random.nextDouble(),
        random.nextLong(1_000));
  }
}
