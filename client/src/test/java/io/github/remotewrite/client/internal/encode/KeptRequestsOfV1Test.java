/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only 1.0 has in kept requests: metadata beside them, and series that become one. */
class KeptRequestsOfV1Test {
  private static final int METADATA = 3;

  private final SampleBuffer samples = new SampleBuffer();
  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void metadataAndRepeatsAreThoseOfPlainRequests(boolean renamed) {
    long repeated = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      V1Encoder keeping = encoder(40, RequestEncoder.QUIET_WRITES);
      V1Encoder plain = encoder(40, RequestEncoder.NEVER);
      List<SeriesGroup> groups = new ArrayList<>();
      for (int write = 0; write < 100; write++) {
        nanos.addAndGet(random.nextInt(3));
        change(groups, renamed, random);
        for (SeriesGroup group : groups) {
          samples.reset(group.series().size(), 1_000 + write, 0);
          for (int i = 0; i < group.series().size(); i++) {
            samples.setValue(i, write * 3 + i);
          }
          keeping.add(group, samples);
          plain.add(group, samples);
        }
        List<EncodedRequest> kept = keeping.finish();
        String when = "seed=" + seed + ", write=" + write;
        assertThat(metadata(kept)).as(when).isEqualTo(metadata(plain.finish()));
        assertThat(keeping.repeats().samples()).as(when).isEqualTo(plain.repeats().samples());
        kept.forEach(EncodedRequest::release);
        LayoutsTest.layOutAll(keeping);
      }
      repeated += plain.repeats().samples();
    }
    assertThat(repeated > 0).isEqualTo(renamed);
  }

  @Test
  void metadataBesideThemKeepsTheLimitOfBytes() {
    int maxBytes = 20_000;
    V1Encoder encoder = new V1Encoder(2_000, maxBytes, schedule(), RequestEncoder.QUIET_WRITES);
    List<SeriesGroup> groups = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Metadata metadata = new Metadata(Metadata.Type.GAUGE, "m" + i, "h".repeat(300), "s");
      groups.add(SeriesGroup.of(List.of(Series.of(Labels.of("__name__", "m" + i), metadata))));
    }
    for (int write = 0; write < 7; write++) {
      nanos.addAndGet(10);
      for (SeriesGroup group : groups) {
        samples.reset(1, 1_000 + write, 0);
        samples.setValue(0, write);
        encoder.add(group, samples);
      }
      for (EncodedRequest request : encoder.finish()) {
        // The metadata of the last series may come on top.
        assertThat(SnappyBlockDecompressor.decompress(request.body()))
            .as("write=%s", write)
            .hasSizeLessThan(maxBytes + 400);
        request.release();
      }
      LayoutsTest.layOutAll(encoder);
    }
  }

  private V1Encoder encoder(int maxSamples, int quietWrites) {
    return new V1Encoder(maxSamples, 1 << 20, schedule(), quietWrites);
  }

  private MetadataSchedule schedule() {
    return new MetadataSchedule(Duration.ofNanos(5), nanos::get);
  }

  private static void change(List<SeriesGroup> groups, boolean renamed, Random random) {
    if (groups.size() > 8 && random.nextInt(15) == 0) {
      groups.remove(random.nextInt(groups.size()));
    }
    while (groups.size() < 8 || random.nextInt(15) == 0) {
      String name = "m" + random.nextInt(7);
      // Both are the same label in 1.0.
      String label = renamed && random.nextInt(3) == 0 ? "route.x" : "route_x";
      String route = renamed ? "r" + random.nextInt(6) : "r" + random.nextInt(1 << 30);
      groups.add(random.nextInt(groups.size() + 1), group(name, label, route, random));
    }
  }

  private static SeriesGroup group(String name, String label, String route, Random random) {
    Metadata metadata = new Metadata(Metadata.Type.GAUGE, name, "help " + name, "s");
    List<Series> series = new ArrayList<>();
    int size = 1 + random.nextInt(12);
    for (int i = 0; i < size; i++) {
      series.add(Series.of(Labels.of("__name__", name, "le", "b" + i, label, route), metadata));
    }
    return SeriesGroup.of(series);
  }

  private static List<String> metadata(List<EncodedRequest> requests) {
    List<String> all = new ArrayList<>();
    for (EncodedRequest request : requests) {
      ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
      while (message.next()) {
        if (message.field() == METADATA) {
          ProtoBuffer one = new ProtoBuffer(64);
          message.copyTo(one);
          all.add(HexFormat.of().formatHex(one.toByteArray()));
        } else {
          message.skip();
        }
      }
    }
    Collections.sort(all);
    return all;
  }
}
