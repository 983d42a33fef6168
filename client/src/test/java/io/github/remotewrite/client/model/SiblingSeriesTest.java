/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SiblingSeriesTest {
  private static final Metadata METADATA =
      new Metadata(Metadata.Type.HISTOGRAM, "h", "help", "seconds");

  @Test
  void siblingsHaveCommonLabelsAndTheirOwn() {
    SiblingSeries siblings =
        SiblingSeries.of(
            List.of(
                Labels.of("__name__", "h_sum"),
                Labels.of("__name__", "h_bucket", "le", "0.5"),
                Labels.of("__name__", "h_bucket", "le", "+Inf")));

    assertThat(siblings.with(Labels.of("A", "1", "a", "2", "z", "3")))
        .extracting(Series::labels)
        .containsExactly(
            Labels.of("A", "1", "__name__", "h_sum", "a", "2", "z", "3"),
            Labels.of("A", "1", "__name__", "h_bucket", "a", "2", "le", "0.5", "z", "3"),
            Labels.of("A", "1", "__name__", "h_bucket", "a", "2", "le", "+Inf", "z", "3"));
  }

  @Test
  void siblingsOfNoCommonLabelsHaveTheirOwn() {
    SiblingSeries siblings = SiblingSeries.of(List.of(Labels.of("__name__", "up")));

    assertThat(siblings.with(Labels.of()))
        .extracting(Series::labels)
        .containsExactly(Labels.of("__name__", "up"));
  }

  @Test
  void commonLabelThatTellsSiblingsApartIsOnNone() {
    SiblingSeries siblings =
        SiblingSeries.of(
            List.of(Labels.of("__name__", "h"), Labels.of("__name__", "h", "le", "1")));

    assertThat(siblings.with(Labels.of("__name__", "x", "a", "1", "le", "y")))
        .extracting(Series::labels)
        .containsExactly(
            Labels.of("__name__", "h", "a", "1"), Labels.of("__name__", "h", "a", "1", "le", "1"));
  }

  /** Whatever their names are, and wherever these stand. */
  @Test
  void labelsOfSiblingsAreWhatBuildingAllMakes() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> names = List.of("A", "__name__", "a", "b", "bb", "größe", "z", "😀");
    for (int i = 0; i < 10_000; i++) {
      List<String> ownNames = List.of("__name__", names.get(random.nextInt(names.size())));
      Map<String, String> common = someOf(names, random);
      Map<String, String> own = someOf(ownNames, random);
      own.put("__name__", "n");
      Map<String, String> expected = new HashMap<>(common);
      expected.keySet().removeAll(ownNames);
      expected.putAll(own);
      Labels all = labels(ownNames.stream().distinct().toList());

      Labels labels =
          SiblingSeries.of(List.of(labels(own), all)).with(labels(common)).get(0).labels();

      assertSame(labels, labels(expected));
    }
  }

  private static void assertSame(Labels siblings, Labels whole) {
    assertThat(siblings).isEqualTo(whole).hasSameHashCodeAs(whole).hasToString(whole.toString());
    assertThat(whole).isEqualTo(siblings);
    assertThat(encoded(siblings)).isEqualTo(encoded(whole));
    assertThat(siblings.toMap()).isEqualTo(whole.toMap());
    assertThat(siblings.toClassic()).isEqualTo(whole.toClassic());
    assertThat(siblings.with("b", "other")).isEqualTo(whole.with("b", "other"));
    assertThat(siblings.with("__name__", "")).isEqualTo(whole.with("__name__", ""));
  }

  @Test
  void siblingsDiffer() {
    List<Series> series =
        SiblingSeries.of(
                List.of(
                    Labels.of("__name__", "h"),
                    Labels.of("__name__", "h", "le", "1"),
                    Labels.of("__name__", "h", "le", "2")))
            .with(Labels.of("a", "1"));

    assertThat(series).doesNotHaveDuplicates();
    assertThat(series.get(0)).isNotEqualTo(Series.of(Labels.of("__name__", "h", "a", "2")));
  }

  @Test
  void siblingsThatAreClassicStayTheSameObjects() {
    Labels labels =
        SiblingSeries.of(List.of(Labels.of("__name__", "a:b", "le", "1")))
            .with(Labels.of("a", "ä"))
            .get(0)
            .labels();

    assertThat(labels.toClassic()).isSameAs(labels);
  }

  @Test
  void nameThatVersion1DoesNotAllowIsEscapedWhereverItStands() {
    List<Series> own =
        SiblingSeries.of(List.of(Labels.of("__name__", "a.b"))).with(Labels.of("a", "1"));
    List<Series> common =
        SiblingSeries.of(List.of(Labels.of("__name__", "n"))).with(Labels.of("a.b", "1"));

    assertThat(own.get(0).labels().toClassic()).isEqualTo(Labels.of("__name__", "a_b", "a", "1"));
    assertThat(common.get(0).labels().toClassic())
        .isEqualTo(Labels.of("__name__", "n", "a_b", "1"));
  }

  @Test
  void siblingsShareWhatIsSaidOfTheirMetric() {
    SiblingSeries siblings =
        SiblingSeries.of(
            List.of(Labels.of("__name__", "h_sum"), Labels.of("__name__", "h_count")), METADATA);

    List<Series> series = siblings.with(Labels.of("a", "1"));

    assertThat(series.get(0).metadata()).containsSame(METADATA);
    assertThat(series.get(1).metadata()).isSameAs(series.get(0).metadata());
  }

  @Test
  void labelsOfThreeNamesAreRefused() {
    assertThatThrownBy(
            () -> SiblingSeries.of(List.of(Labels.of("__name__", "n", "a", "1", "b", "2"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "labels that tell siblings apart must have one or two names:"
                + " labels=[{__name__=\"n\", a=\"1\", b=\"2\"}]");
    assertThatThrownBy(() -> SiblingSeries.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void siblingWithoutMetricNameIsRefused() {
    SiblingSeries siblings = SiblingSeries.of(List.of(Labels.of("le", "1")));

    assertThatThrownBy(() -> siblings.with(Labels.of("a", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series must have a metric name: labels={a=\"1\", le=\"1\"}");
    assertThat(siblings.with(Labels.of("__name__", "n"))).hasSize(1);
  }

  private static Map<String, String> someOf(List<String> names, SplittableRandom random) {
    Map<String, String> labels = new HashMap<>();
    for (String name : names) {
      if (random.nextBoolean()) {
        labels.put(name, "x".repeat(random.nextInt(200)));
      }
    }
    return labels;
  }

  private static Labels labels(List<String> names) {
    Labels.Builder builder = Labels.builder();
    names.forEach(name -> builder.add(name, "1"));
    return builder.build();
  }

  private static Labels labels(Map<String, String> labels) {
    Labels.Builder builder = Labels.builder();
    labels.forEach(builder::add);
    return builder.build();
  }

  private static byte[] encoded(Labels labels) {
    byte[] encoded = new byte[labels.encodedLength() + 1];
    labels.copyEncodedTo(encoded, 1);
    return encoded;
  }
}
