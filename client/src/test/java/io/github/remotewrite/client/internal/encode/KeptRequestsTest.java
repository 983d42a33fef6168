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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** Requests that are kept and written over say the same as requests that are made each time. */
class KeptRequestsTest {
  private static final int EXPORTS = 1_500;
  private static final int MAX_SAMPLES = 60;

  private final Random random = new Random(7);
  private final List<Instrument> instruments = new ArrayList<>();
  private final SampleBuffer samples = new SampleBuffer();
  private final HistogramBuffer histogram = new HistogramBuffer();
  private final IdentityHashMap<EncodedRequest, byte[]> lent = new IdentityHashMap<>();
  private final Set<byte[]> buffersSeen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int made;
  private int reused;
  private int writesWithKept;
  private long millis = 100;

  enum Version {
    V1,
    V2,
    V2_WITH_CREATED_TIMESTAMPS,
    V2_OF_FEW_BYTES;

    RequestEncoder encoder(int quietWrites) {
      return switch (this) {
        case V1 ->
            new V1Encoder(
                MAX_SAMPLES, 1 << 20, new MetadataSchedule(Duration.ZERO, () -> 0), quietWrites);
        case V2 -> new V2Encoder(MAX_SAMPLES, 1 << 20, false, quietWrites);
        case V2_WITH_CREATED_TIMESTAMPS -> new V2Encoder(MAX_SAMPLES, 1 << 20, true, quietWrites);
        case V2_OF_FEW_BYTES -> new V2Encoder(1_000, 4_000, false, quietWrites);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyRunOfExportsSaysTheSame(Version version) throws IOException {
    RequestEncoder keeping = version.encoder(RequestEncoder.QUIET_WRITES);
    RequestEncoder plain = version.encoder(RequestEncoder.NEVER);
    for (int i = 0; i < 30; i++) {
      appear();
    }
    for (int export = 0; export < EXPORTS; export++) {
      // The first timestamps grow longer, the later ones stay as they are.
      millis = export < 400 ? millis + 1 + millis / 50 : millis + 60_000;
      change(export);
      long seed = random.nextLong();
      fill(keeping, new Random(seed));
      fill(plain, new Random(seed));

      List<EncodedRequest> requests = keeping.finish();
      assertIsSnappy(requests);
      assertSame(
          "version=" + version + ", export=" + export,
          SentSeries.in(requests).pointsByLabels(),
          SentSeries.in(plain.finish()).pointsByLabels());
      lend(requests);
      if (random.nextInt(50) == 0) {
        fill(keeping, new Random(seed));
        keeping.discard();
      }
      layOutSome(keeping);
      writesWithKept += keeping.kept.groups() > 0 ? 1 : 0;
      assertLentBytesAreUnchanged();
    }
    assertThat(writesWithKept).as("exports that left something kept").isGreaterThan(EXPORTS / 2);
    assertThat(reused).as("requests written over").isGreaterThan(EXPORTS);
  }

  /** Mostly all that wait for it, as there is time enough between exports, but not always. */
  private void layOutSome(RequestEncoder encoder) {
    int waiting = random.nextInt(6) == 0 ? random.nextInt(4) : Integer.MAX_VALUE;
    while (waiting-- > 0 && encoder.isLayoutWaiting()) {
      encoder.layOutNext();
    }
  }

  /** A library reads the same in the blocks as we do. */
  private static void assertIsSnappy(List<EncodedRequest> requests) throws IOException {
    for (EncodedRequest request : requests) {
      byte[] block = request.body();
      assertThat(Snappy.uncompress(block)).isEqualTo(SnappyBlockDecompressor.decompress(block));
    }
  }

  /** As long as they are used, strings need not be looked up again. */
  @Test
  void manyStringsAreRememberedFromWriteToWrite() {
    V2Encoder encoder = new V2Encoder(2_000, 1 << 22, false, RequestEncoder.NEVER);
    List<SeriesGroup> groups = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      groups.add(group(i, 1));
    }
    List<Integer> generations = new ArrayList<>();
    for (int write = 0; write < 3; write++) {
      for (SeriesGroup group : groups) {
        samples.reset(1, 1_000 + write, 0);
        encoder.add(group, samples);
      }
      encoder.finish().forEach(EncodedRequest::release);
      generations.add(encoder.floats.symbols().generation());
    }

    assertThat(generations).containsOnly(generations.get(0));
  }

  @Test
  void ofTwoSamplesWithOneTimeTheFirstComesFirst() {
    V2Encoder encoder = new V2Encoder(2_000, 1 << 20, false);
    SeriesGroup group = group(1, 1);
    for (int write = 0; write < 8; write++) {
      for (double value : new double[] {1, 2}) {
        samples.reset(1, 1_000 + write, 0);
        samples.setValue(0, value);
        encoder.add(group, samples);
      }
      List<String> points =
          SentSeries.in(encoder.finish()).pointsByLabels().values().iterator().next();
      assertThat(points.get(0)).as("write=%s", write).startsWith(bits(1));
      assertThat(points.get(2)).as("write=%s", write).startsWith(bits(2)); // after metadata
      LayoutsTest.layOutAll(encoder);
    }
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }

  private static void assertSame(
      String when, Map<String, List<String>> sent, Map<String, List<String>> expected) {
    if (sent.equals(expected)) {
      return; // A thousand times faster than to find nothing with a description each.
    }
    assertThat(sent.keySet()).as(when).isEqualTo(expected.keySet());
    expected.forEach(
        (labels, points) ->
            assertThat(sent.get(labels)).as("%s, labels=%s", when, labels).isEqualTo(points));
  }

  /** Requests stay lent for a while, as they do when a receiver is away. */
  private void lend(List<EncodedRequest> requests) {
    boolean away = random.nextInt(5) == 0;
    for (EncodedRequest request : requests) {
      if (!buffersSeen.add(request.buffer())) {
        reused++;
      }
      lent.put(request, request.body().clone());
      if (!away) {
        release(request);
      }
    }
    if (random.nextInt(8) == 0) {
      List.copyOf(lent.keySet()).forEach(this::release);
    }
  }

  private void release(EncodedRequest request) {
    lent.remove(request);
    if (random.nextInt(20) == 0) {
      request.pin();
    }
    request.release();
  }

  private void assertLentBytesAreUnchanged() {
    lent.forEach(
        (request, body) -> {
          if (!Arrays.equals(request.body(), body)) {
            throw new AssertionError("bytes changed while they were lent");
          }
        });
  }

  private void change(int export) {
    // Long calm stretches, in which requests are kept, between restless ones.
    boolean calm = export / 100 % 2 == 0;
    if (random.nextInt(calm ? 40 : 6) == 0) {
      appear();
    }
    if (instruments.size() > 10 && random.nextInt(calm ? 40 : 6) == 0) {
      instruments.remove(random.nextInt(instruments.size()));
    }
    if (random.nextInt(calm ? 60 : 10) == 0) {
      Collections.shuffle(instruments, random);
    }
    if (random.nextInt(calm ? 60 : 10) == 0) {
      Instrument changed = instruments.get(random.nextInt(instruments.size()));
      changed.group = group(changed.number, 1 + random.nextInt(20));
    }
    for (Instrument instrument : instruments) {
      instrument.change(calm);
    }
  }

  private void appear() {
    Instrument instrument = new Instrument(made++);
    instruments.add(random.nextInt(instruments.size() + 1), instrument);
  }

  static SeriesGroup group(int number, int size) {
    Metadata metadata =
        new Metadata(
            Metadata.Type.of(number % 4), "metric_" + number % 7, "help" + number % 3, "s");
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Labels labels =
          Labels.of(
              "__name__",
              "metric_" + number % 7 + (i == 0 ? "_sum" : "_bucket"),
              "job",
              "shop",
              "le",
              i == 0 ? "" : Integer.toString(i),
              "route",
              "/resource/" + number);
      series.add(number % 5 == 0 ? Series.of(labels) : Series.of(labels, metadata));
    }
    return SeriesGroup.of(series);
  }

  private void fill(Batch batch, Random random) {
    int mood = random.nextInt(40);
    for (Instrument instrument : instruments) {
      int odd = mood == 0 ? random.nextInt(8) : mood == 1 ? random.nextInt(60) : 60;
      switch (odd) {
        case 0 -> {}
        case 1 -> batch.addStaleMarkers(instrument.group, millis);
        case 2 -> add(batch, instrument, millis - 1);
        case 3 -> batch.add(instrument.group.series().get(0), millis, instrument.value(0));
        case 4 -> {
          add(batch, instrument, millis);
          add(batch, instrument, millis + 1);
        }
        default -> {
          samples(instrument, millis);
          if (odd < 20 || instrument.exemplars) {
            int place = random.nextInt(instrument.group.series().size());
            samples.addExemplar(
                place, new Exemplar(Labels.of("trace_id", "t" + millis), 1.5, millis - 7));
          }
          batch.add(instrument.group, samples);
        }
      }
    }
    histogram.reset(millis, 50, 3);
    histogram.positive().add(random.nextInt(5), 1 + random.nextInt(1_000));
    batch.add(NATIVE, histogram);
  }

  private static final Series NATIVE = Series.of(Labels.of("__name__", "native"));

  private void add(Batch batch, Instrument instrument, long millis) {
    samples(instrument, millis);
    batch.add(instrument.group, samples);
  }

  private void samples(Instrument instrument, long millis) {
    int size = instrument.group.series().size();
    samples.reset(size, millis, instrument.growing ? instrument.start : 0);
    for (int i = 0; i < size; i++) {
      samples.setValue(i, instrument.value(i));
    }
  }

  /** One data point's worth of series, with values that mostly move a little. */
  private final class Instrument {
    private static final double[] ODD = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      -1,
      0.1,
      (1 << 13) - 1,
      1 << 13,
      (1 << 21) - 1,
      1 << 21,
      1L << 53,
      Double.longBitsToDouble(0x7FF0_0000_0000_0002L)
    };

    private final int number;
    private final boolean growing = random.nextBoolean();
    private final double scale = Math.pow(10, random.nextInt(12) - 2);
    private boolean exemplars;
    private long start = 40;
    private double total;
    private SeriesGroup group;

    Instrument(int number) {
      this.number = number;
      this.group = group(number, random.nextInt(3) == 0 ? 17 : 1);
    }

    private void change(boolean calm) {
      total += Math.floor(scale * random.nextDouble());
      if (random.nextInt(calm ? 400 : 40) == 0) {
        total = ODD[random.nextInt(ODD.length)];
      }
      if (random.nextInt(calm ? 2_000 : 100) == 0) {
        total = 0;
        start = millis - 1;
      }
      if (random.nextInt(calm ? 1_000 : 50) == 0) {
        exemplars = !exemplars && number % 9 == 0;
      }
    }

    private double value(int place) {
      return total + place;
    }
  }
}
