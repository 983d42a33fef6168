/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests of 1.0 say the same as 2.0, read by classes that protoc made. */
class V2RewriterTest {
  private static final long T = 1_700_000_000_000L;

  private final V1Encoder v1 =
      new V1Encoder(100, 100_000, new MetadataSchedule(Duration.ofHours(1), System::nanoTime));
  private final V2Encoder v2 = new V2Encoder(100, 100_000, false);

  @Test
  void samplesHistogramsAndExemplarsAreThoseThatV2WouldHave() {
    for (RequestEncoder encoder : List.of(v1, v2)) {
      encoder.add(Series.of(Labels.of("__name__", "up", "job", "größe")), T, 1.5);
      encoder.add(Series.of(Labels.of("__name__", "up", "job", "b", "empty", "")), T, Double.NaN);
      SampleBuffer counter = new SampleBuffer();
      counter.reset(1, T, 0);
      counter.setValue(0, 7);
      counter.addExemplar(0, new Exemplar(Labels.of("trace_id", "1", "span_id", "2"), 3, T - 1));
      encoder.add(SeriesGroup.of(List.of(Series.of(Labels.of("__name__", "c_total")))), counter);
      HistogramBuffer histogram = new HistogramBuffer();
      histogram.reset(T, 0, 3);
      histogram.setTotals(6, 12, 1, 1e-128);
      histogram.positive().add(-1, 2);
      histogram.positive().add(9, 3);
      encoder.add(Series.of(Labels.of("__name__", "native")), histogram);
    }
    V2Rewriter rewriter = new V2Rewriter();

    List<EncodedRequest> rewritten = v1.finish().stream().map(rewriter::rewrite).toList();

    assertThat(rewritten)
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.protocol()).isEqualTo(Protocol.V2));
    assertThat(SentSeries.in(rewritten).pointsByLabels())
        .isEqualTo(SentSeries.in(v2.finish()).pointsByLabels());
  }
}
