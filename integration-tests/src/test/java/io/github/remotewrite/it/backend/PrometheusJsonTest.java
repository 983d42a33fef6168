/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusJsonTest {
  @Test
  void scalarIsASeriesWithoutLabels() {
    assertThat(series("{'resultType':'scalar','result':[1700000000.5,'2']}"))
        .containsExactly(
            new StoredSeries(
                Map.of(), List.of(new StoredSample(1_700_000_000_500L, 2)), List.of()));
  }

  @Test
  void rangeVectorKeepsTimestampsToTheMillisecond() {
    List<StoredSeries> series =
        series(
            "{'resultType':'matrix','result':[{'metric':{'__name__':'a'},"
                + "'values':[[1700000000.001,'1'],[1700000000.999,'+Inf'],[-1.5,'NaN']]}]}");

    assertThat(series.get(0).samples())
        .containsExactly(
            new StoredSample(1_700_000_000_001L, 1),
            new StoredSample(1_700_000_000_999L, Double.POSITIVE_INFINITY),
            new StoredSample(-1_500, Double.NaN));
  }

  @Test
  void nativeHistogramKeepsItsBuckets() {
    List<StoredSeries> series =
        series(
            "{'resultType':'vector','result':[{'metric':{},'histogram':[1.25,{'count':'3',"
                + "'sum':'-4.5','buckets':[[1,'-2','-1','1'],[3,'-0.5','0.5','2']]}]}]}");

    assertThat(series.get(0).histogram())
        .isEqualTo(
            new StoredHistogram(
                1_250,
                3,
                -4.5,
                List.of(
                    new StoredHistogram.Bucket(StoredHistogram.Bounds.LOWER_CLOSED, -2, -1, 1),
                    new StoredHistogram.Bucket(StoredHistogram.Bounds.CLOSED, -0.5, 0.5, 2))));
  }

  @Test
  void emptyNativeHistogramHasNoBuckets() {
    List<StoredSeries> series =
        series(
            "{'resultType':'matrix','result':[{'metric':{},"
                + "'histograms':[[1,{'count':'0','sum':'0'}]]}]}");

    assertThat(series.get(0).histogram().buckets()).isEmpty();
  }

  @Test
  void answerWithoutSuccessIsRefused() {
    assertThatThrownBy(() -> PrometheusJson.data("{\"status\":\"error\",\"error\":\"bad\"}"))
        .hasMessageContaining("query must succeed")
        .hasMessageContaining("bad");
  }

  private static List<StoredSeries> series(String data) {
    String body = "{'status':'success','data':" + data + "}";
    return PrometheusJson.series(PrometheusJson.data(body.replace('\'', '"')).getAsJsonObject());
  }
}
