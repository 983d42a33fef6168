/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.client.model.SiblingSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was remembered of groups, and in whatever order they come, their labels come out. */
class SeriesRefsTest {
  private static final List<Labels> HISTOGRAM =
      List.of(
          Labels.of("__name__", "h_sum"),
          Labels.of("__name__", "h_count"),
          Labels.of("__name__", "h_bucket", "le", "1"),
          Labels.of("__name__", "h_bucket", "le", "+Inf"));

  private final SymbolTable symbols = new SymbolTable();
  private final SeriesRefs refs = new SeriesRefs(symbols);
  private final ProtoBuffer encoded = new ProtoBuffer(64);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void labelsAreThoseOfTheGroups(int seed) {
    Random random = new Random(seed);
    List<Known> groups = new ArrayList<>();
    List<SiblingSeries> metrics = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      metrics.add(SiblingSeries.of(own(random)));
    }
    for (int request = 0; request < 400; request++) {
      if (groups.size() < 40) {
        groups.add(new Known(group(metrics, random)));
      } else if (random.nextInt(10) == 0) {
        groups.remove(random.nextInt(groups.size()));
      }
      int from = random.nextInt(4) == 0 ? random.nextInt(groups.size()) : 0;
      for (Known group : groups.subList(from, groups.size())) {
        if (random.nextInt(30) == 0) {
          assertLabels(common(random));
        }
        assertLabels(group);
        if (random.nextInt(30) == 0) {
          assertLabels(groups.get(random.nextInt(groups.size())));
        }
      }
      if (random.nextInt(20) == 0) {
        symbols.forget();
      }
      beginRequest();
    }
  }

  /** Mostly siblings; some that only look so, some of one kind of labels, and some alone. */
  private static SeriesGroup group(List<SiblingSeries> metrics, Random random) {
    SiblingSeries metric = metrics.get(random.nextInt(metrics.size()));
    List<Series> series = new ArrayList<>(metric.with(common(random)));
    switch (random.nextInt(10)) {
      case 0 -> Collections.shuffle(series, random);
      case 1 -> series.set(0, metric.with(common(random)).get(0));
      case 2 -> series.subList(1, series.size()).clear();
      case 3 -> series.replaceAll(one -> Series.of(one.labels().with("plain", "1")));
      default -> {}
    }
    return SeriesGroup.of(series);
  }

  /** What tells them apart is read once. */
  @Test
  void pointsOfAMetricShareWhatTellsTheirSeriesApart() {
    SiblingSeries metric = SiblingSeries.of(HISTOGRAM);
    Known first = group(metric, "route", "/a", "z", "0.5");
    Known second = group(metric, "route", "/b", "z", "0.5");
    Known another = group(metric, "a", "1", "z", "1");
    for (Known group : List.of(first, second, another)) {
      assertLabels(group);
    }

    assertThat(ids(second).others()).isSameAs(ids(first).others());
    assertThat(ids(another).others()).as("other places").isNotSameAs(ids(first).others());
  }

  private static GroupIds ids(Known group) {
    return requireNonNull(group.ids());
  }

  private static Known group(SiblingSeries metric, String... labels) {
    return new Known(SeriesGroup.of(metric.with(Labels.of(labels))));
  }

  private void beginRequest() {
    symbols.clear();
    refs.clear();
  }

  private void assertLabels(Known group) {
    refs.begin(group);
    for (Series series : group.series()) {
      refs.next();
      assertThat(current()).isEqualTo(series.labels().toMap());
    }
  }

  private void assertLabels(Labels labels) {
    refs.read(labels);
    assertThat(current()).isEqualTo(labels.toMap());
  }

  private Map<String, String> current() {
    encoded.clear();
    refs.writeTo(encoded);
    assertThat(refs.encodedSize()).isEqualTo(encoded.size());
    List<String> strings = new ArrayList<>();
    ProtoReader head = new ProtoReader(symbols.encoded().toByteArray());
    while (head.next()) {
      strings.add(head.readString());
    }
    Map<String, String> labels = new LinkedHashMap<>();
    ProtoReader packed = new ProtoReader(encoded.toByteArray());
    while (packed.hasMore()) {
      String name = strings.get((int) packed.readVarint());
      labels.put(name, strings.get((int) packed.readVarint()));
    }
    return labels;
  }

  /** Some with one label and some with two, and values that other labels have as well. */
  private static List<Labels> own(Random random) {
    List<Labels> own = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      // What one has, others lack, and what stands between belongs to none of them.
      own.add(Labels.of("B", "1"));
      own.add(Labels.of("y", "1"));
      own.add(Labels.of("B", "0.1", "y", "0.1"));
      return own;
    }
    if (random.nextBoolean()) {
      own.add(Labels.of("__name__", "h_sum"));
      own.add(Labels.of("__name__", "h_count"));
    }
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      own.add(Labels.of("__name__", "h_bucket", "le", "0." + i));
    }
    return own;
  }

  private static Labels common(Random random) {
    Labels.Builder labels = Labels.builder();
    for (String name : List.of("A", "a", "b", "la", "le", "m", "z", "zz")) {
      if (random.nextInt(3) > 0) {
        labels.add(name, random.nextInt(4) == 0 ? "v" + random.nextInt(200) : "0.1");
      }
    }
    return labels.add("__name__", "m").add("job", "shop").build();
  }
}
