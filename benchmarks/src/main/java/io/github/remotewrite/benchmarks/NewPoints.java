/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Points that were never there before, beside others: of two metrics of their own, as many
 * histograms of request durations as counters. Such a pair is 18 series.
 */
final class NewPoints {
  /** A histogram's buckets, sum and count, and a counter, of two points. */
  static final double SERIES_PER_POINT = (ShopData.BOUNDS.size() + 3 + 1) / 2.0;

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final List<Long> COUNTS = Collections.nCopies(ShopData.BOUNDS.size() + 1, 3L);

  private long made;

  /** Returns the others and so many new points. */
  Collection<MetricData> besides(Collection<MetricData> others, int points) {
    MetricData other = others.iterator().next();
    PointData time = other.getData().getPoints().iterator().next();
    long start = time.getStartEpochNanos();
    long now = time.getEpochNanos();
    List<HistogramPointData> durations = new ArrayList<>();
    List<LongPointData> requests = new ArrayList<>();
    for (int i = 0; i < points / 2; i++) {
      Attributes attributes =
          Attributes.of(METHOD, "GET", STATUS, 200L, ADDRESS, "host-" + made++ + ".example");
      durations.add(
          HistogramPointData.create(
              start, now, attributes, 9.5, true, 0.001, true, 12, ShopData.BOUNDS, COUNTS));
      requests.add(LongPointData.create(start, now, attributes, made));
    }
    Resource resource = other.getResource();
    InstrumentationScopeInfo scope = other.getInstrumentationScopeInfo();
    AggregationTemporality cumulative = AggregationTemporality.CUMULATIVE;
    List<MetricData> all = new ArrayList<>(others);
    all.add(
        ImmutableMetricData.createDoubleHistogram(
            resource,
            scope,
            "http.client.request.duration",
            "",
            "s",
            HistogramData.create(cumulative, durations)));
    all.add(
        ImmutableMetricData.createLongSum(
            resource,
            scope,
            "http.client.requests",
            "",
            "",
            SumData.createLongSumData(true, cumulative, requests)));
    return all;
  }
}
