/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.pointAfter;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelabellingTest {
  @Test
  void metricThatIsDroppedHasNoSeriesAndCountsAsNoLoss() {
    TestTranslator translator = translator(RelabelConfig.dropMetrics("h_.*|n|target_info"));

    RecordingBatch batch =
        translator.translate(
            histogram("h", histogramPoint(new double[] {1}, 1, 1)),
            exponential("n", ExponentialPoint.of(0, buckets(0, 1))),
            gauge("g", "", point(1)));

    assertThat(batch.samples()).extracting(s -> s.label("__name__")).containsExactly("g");
    assertThat(batch.histograms()).isEmpty();
    assertThat(batch.metadata()).containsOnlyKeys("g");
    assertThat(translator.dropped()).isEmpty();
    assertThat(translator.warnings()).isEmpty();
    assertThat(translator.shutdown().staleMarkers()).hasSize(1);
  }

  @Test
  void bucketsThatAreLeftKeepTheirValuesAndExemplars() {
    TestTranslator translator =
        translator(
            RelabelConfig.builder()
                .setAction(RelabelAction.DROP)
                .setSourceLabels("__name__", "le")
                .setRegex("h_bucket;(1|10)")
                .build());
    var point =
        TestMetrics.with(
            histogramPoint(new double[] {1, 5, 10}, 1, 2, 3, 4),
            TestMetrics.exemplar(0.5),
            TestMetrics.exemplar(3),
            TestMetrics.exemplar(99));

    RecordingBatch batch = translator.translate(histogram("h", point));

    assertThat(batch.named("h_bucket"))
        .extracting(
            sample -> sample.label("le"),
            Written::value,
            sample -> batch.exemplars(sample.labels()).stream().mapToDouble(Exemplar::value).sum())
        .containsExactly(tuple("5", 3.0, 3.0), tuple("+Inf", 10.0, 99.0));
    assertThat(batch.named("h_count").get(0).value()).isEqualTo(10);
    assertThat(batch.named("h_sum").get(0).value()).isEqualTo(1);
  }

  @Test
  void seriesCanBeRenamed() {
    TestTranslator translator =
        translator(
            RelabelConfig.builder()
                .setSourceLabels("__name__")
                .setRegex("my_(.*)")
                .setTargetLabel("__name__")
                .setReplacement("our_$1")
                .build());

    RecordingBatch batch = translator.translate(gauge("my.gauge", "", point(7)));

    assertThat(batch.named("our_gauge")).extracting(Written::value).containsExactly(7.0);
    assertThat(batch.named("my_gauge")).isEmpty();
  }

  @Test
  void nativeHistogramCanBeRelabelled() {
    TestTranslator translator =
        translator(RelabelConfig.builder().setTargetLabel("k").setReplacement("v").build());

    assertThat(
            translator
                .translate(exponential("n", ExponentialPoint.of(0, buckets(0, 1))))
                .histograms()
                .get(0)
                .labels())
        .containsEntry("k", "v");
  }

  @Test
  void pointThatBecomesEqualToAnotherIsADuplicate() {
    TestTranslator translator = translator(labelDrop("k"));

    RecordingBatch batch =
        translator.translate(
            gauge(
                "g",
                "",
                point(1, Attributes.of(stringKey("k"), "a")),
                point(2, Attributes.of(stringKey("k"), "b"))));

    assertThat(batch.named("g")).extracting(Written::value).containsExactly(1.0);
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.DUPLICATE_SERIES, 1L));
  }

  @Test
  void firstOfBucketsThatBecomeEqualStandsForAll() {
    TestTranslator translator = translator(labelDrop("le"));

    RecordingBatch batch =
        translator.translate(histogram("h", histogramPoint(new double[] {1, 2}, 3, 4, 5)));

    assertThat(batch.named("h_bucket")).extracting(Written::value).containsExactly(3.0);
    assertThat(translator.dropped()).isEmpty();
  }

  @Test
  void seriesAreMadeOnce() {
    TestTranslator translator = translator(labelDrop("k"));
    for (int seconds = 0; seconds < 100; seconds++) {
      translator.translateAfter(
          seconds, gauge("g", "", pointAfter(seconds, 1, Attributes.of(stringKey("k"), "a"))));
    }

    assertThat(translator.trackedSeries()).isEqualTo(2); // g, target_info
    assertThat(translator.dropped()).isEmpty();
  }

  private static TestTranslator translator(RelabelConfig... configs) {
    return new TestTranslator(new TestSettings().setRelabelConfigs(configs));
  }

  private static RelabelConfig labelDrop(String regex) {
    return RelabelConfig.builder().setAction(RelabelAction.LABEL_DROP).setRegex(regex).build();
  }
}
