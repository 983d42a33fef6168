/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import io.github.remotewrite.otel.hostile.HostilePoints.Buckets;
import io.github.remotewrite.otel.hostile.HostilePoints.Exponential;
import io.github.remotewrite.otel.hostile.HostilePoints.Histogram;
import io.github.remotewrite.otel.hostile.HostilePoints.Summary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoubleExemplarData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongExemplarData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableValueAtQuantile;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The collections of one program, one after the other: the same few metrics each time, whose points
 * come and go, in any order, of which anything may be wrong.
 */
final class HostileMetrics {
  private static final List<String> UNITS =
      List.of("", "1", "s", "By", "By/s", "{x}", "%", "{", "a/b/c", "\ud83d", "\u00b0C", "total");

  private final SplittableRandom random;
  private final HostileText text;
  private final HostileNumbers numbers;
  private final List<Instrument> instruments = new ArrayList<>();
  private final long startNanos;

  HostileMetrics(SplittableRandom random, long startMillis) {
    this.random = random;
    this.text = new HostileText(random);
    this.numbers = new HostileNumbers(random);
    this.startNanos = TimeUnit.MILLISECONDS.toNanos(startMillis);
    Resource resource = resource();
    Resource other = random.nextInt(10) == 0 ? resource() : resource;
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      instruments.add(instrument(random.nextInt(4) == 0 ? other : resource));
    }
  }

  /** Returns what is collected at this time, at random: anything from nothing to everything. */
  List<MetricData> collect(long nowMillis) {
    List<MetricData> metrics = new ArrayList<>();
    for (Instrument instrument : instruments) {
      if (random.nextInt(10) > 0) {
        metrics.add(instrument.collect(TimeUnit.MILLISECONDS.toNanos(nowMillis)));
      }
      if (random.nextInt(30) == 0) {
        metrics.add(instrument.collect(TimeUnit.MILLISECONDS.toNanos(nowMillis)));
      }
    }
    Collections.shuffle(metrics, new Random(random.nextLong()));
    return metrics;
  }

  private Resource resource() {
    // The SDK refuses other keys here.
    AttributesBuilder attributes =
        attributes(3).toBuilder().removeIf(key -> !isPrintableAscii(key.getKey()));
    if (random.nextInt(3) > 0) {
      attributes.put("service.name", text.value());
    }
    if (random.nextInt(3) > 0) {
      attributes.put("service.instance.id", text.value());
    }
    if (random.nextInt(4) == 0) {
      attributes.put("service.namespace", text.value());
    }
    return Resource.create(attributes.build());
  }

  private static boolean isPrintableAscii(String key) {
    return key.length() <= 255 && key.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private Instrument instrument(Resource resource) {
    InstrumentationScopeInfo scope =
        random.nextBoolean()
            ? InstrumentationScopeInfo.create("scope")
            : InstrumentationScopeInfo.builder(text.value())
                .setVersion(text.value())
                .setSchemaUrl(text.value())
                .setAttributes(attributes(2))
                .build();
    List<Attributes> attributes = new ArrayList<>();
    int points = random.nextInt(4);
    for (int i = 0; i < points; i++) {
      attributes.add(attributes(4));
    }
    MetricDataType[] types = MetricDataType.values();
    return new Instrument(
        resource,
        scope,
        text.name(),
        text.value(),
        UNITS.get(random.nextInt(UNITS.size())),
        types[random.nextInt(types.length)],
        random.nextBoolean(),
        random.nextInt(5) == 0 ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE,
        attributes,
        bounds());
  }

  private Attributes attributes(int atMost) {
    AttributesBuilder attributes = Attributes.builder();
    int count = random.nextInt(atMost + 1);
    for (int i = 0; i < count; i++) {
      String key = text.key();
      switch (random.nextInt(10)) {
        case 0 -> attributes.put(key, numbers.anyLong());
        case 1 -> attributes.put(key, numbers.anyDouble());
        case 2 -> attributes.put(key, random.nextBoolean());
        case 3 -> attributes.put(key, text.value(), text.value());
        case 4 -> attributes.put(key, numbers.anyDouble(), numbers.anyDouble());
        case 5 -> attributes.put(AttributeKey.longArrayKey(key), List.of());
        default -> attributes.put(key, text.value());
      }
    }
    return attributes.build();
  }

  private List<Double> bounds() {
    int size = random.nextInt(6);
    double[] bounds = IntStream.range(0, size).mapToDouble(i -> numbers.anyDouble()).toArray();
    if (random.nextInt(10) > 0) {
      return Arrays.stream(bounds).filter(Double::isFinite).sorted().boxed().toList();
    }
    return Arrays.stream(bounds).boxed().toList();
  }

  private List<DoubleExemplarData> doubleExemplars(long nanos) {
    return exemplars(
        () ->
            ImmutableDoubleExemplarData.create(
                attributes(2), exemplarNanos(nanos), span(), numbers.anyDouble()));
  }

  private List<LongExemplarData> longExemplars(long nanos) {
    return exemplars(
        () ->
            ImmutableLongExemplarData.create(
                attributes(2), exemplarNanos(nanos), span(), numbers.anyLong()));
  }

  private <E> List<E> exemplars(Supplier<E> one) {
    List<E> exemplars = new ArrayList<>();
    int count = random.nextInt(3) > 0 ? 0 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      exemplars.add(one.get());
    }
    return exemplars;
  }

  private long exemplarNanos(long nanos) {
    return random.nextInt(4) > 0 ? nanos - random.nextLong(60_000_000_000L) : hostileNanos(nanos);
  }

  private SpanContext span() {
    return random.nextBoolean()
        ? SpanContext.getInvalid()
        : SpanContext.create(
            String.format("%016x%016x", random.nextLong(), random.nextLong()),
            String.format("%016x", random.nextLong()),
            TraceFlags.getSampled(),
            TraceState.getDefault());
  }

  /** Returns mostly the time given, seldom one that no point should have. */
  private long pointNanos(long nanos) {
    return random.nextInt(15) > 0 ? nanos : hostileNanos(nanos);
  }

  private long hostileNanos(long nanos) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Long.MAX_VALUE;
      case 3 -> Long.MIN_VALUE;
      case 4 -> nanos + TimeUnit.HOURS.toNanos(1);
      case 5 -> nanos - TimeUnit.HOURS.toNanos(1);
      case 6 -> nanos - 1;
      default -> nanos - TimeUnit.DAYS.toNanos(3650);
    };
  }

  private long pointStartNanos(long nanos) {
    return random.nextInt(10) > 0 ? startNanos : hostileNanos(nanos);
  }

  /** One metric of the program. */
  private final class Instrument {
    private final Resource resource;
    private final InstrumentationScopeInfo scope;
    private final String name;
    private final String description;
    private final String unit;
    private final MetricDataType type;
    private final boolean monotonic;
    private final AggregationTemporality temporality;
    private final List<Attributes> attributes;
    private List<Double> bounds;

    Instrument(
        Resource resource,
        InstrumentationScopeInfo scope,
        String name,
        String description,
        String unit,
        MetricDataType type,
        boolean monotonic,
        AggregationTemporality temporality,
        List<Attributes> attributes,
        List<Double> bounds) {
      this.resource = resource;
      this.scope = scope;
      this.name = name;
      this.description = description;
      this.unit = unit;
      this.type = type;
      this.monotonic = monotonic;
      this.temporality = temporality;
      this.attributes = attributes;
      this.bounds = bounds;
    }

    MetricData collect(long nanos) {
      if (random.nextInt(20) == 0) {
        bounds = bounds();
      }
      return switch (type) {
        case LONG_GAUGE ->
            ImmutableMetricData.createLongGauge(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableGaugeData.create(points(one -> longPoint(nanos, one))));
        case DOUBLE_GAUGE ->
            ImmutableMetricData.createDoubleGauge(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableGaugeData.create(points(one -> doublePoint(nanos, one))));
        case LONG_SUM ->
            ImmutableMetricData.createLongSum(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableSumData.create(
                    monotonic, temporality, points(one -> longPoint(nanos, one))));
        case DOUBLE_SUM ->
            ImmutableMetricData.createDoubleSum(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableSumData.create(
                    monotonic, temporality, points(one -> doublePoint(nanos, one))));
        case SUMMARY ->
            ImmutableMetricData.createDoubleSummary(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableSummaryData.create(points(one -> summaryPoint(nanos, one))));
        case HISTOGRAM ->
            ImmutableMetricData.createDoubleHistogram(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableHistogramData.create(
                    temporality, points(one -> histogramPoint(nanos, one))));
        case EXPONENTIAL_HISTOGRAM ->
            ImmutableMetricData.createExponentialHistogram(
                resource,
                scope,
                name,
                description,
                unit,
                ImmutableExponentialHistogramData.create(
                    temporality, points(one -> exponentialPoint(nanos, one))));
      };
    }

    private <P extends PointData> List<P> points(Function<Attributes, P> point) {
      List<P> points = new ArrayList<>();
      for (Attributes one : attributes) {
        if (random.nextInt(8) > 0) {
          points.add(point.apply(one));
        }
        if (random.nextInt(50) == 0) {
          points.add(point.apply(one));
        }
      }
      return points;
    }

    private ImmutableLongPointData longPoint(long nanos, Attributes one) {
      return (ImmutableLongPointData)
          ImmutableLongPointData.create(
              pointStartNanos(nanos),
              pointNanos(nanos),
              one,
              numbers.anyLong(),
              longExemplars(nanos));
    }

    private ImmutableDoublePointData doublePoint(long nanos, Attributes one) {
      return (ImmutableDoublePointData)
          ImmutableDoublePointData.create(
              pointStartNanos(nanos),
              pointNanos(nanos),
              one,
              numbers.anyDouble(),
              doubleExemplars(nanos));
    }

    private Summary summaryPoint(long nanos, Attributes one) {
      List<ValueAtQuantile> quantiles = new ArrayList<>();
      int count = random.nextInt(4);
      for (int i = 0; i < count; i++) {
        double quantile = random.nextBoolean() ? random.nextInt(3) / 2.0 : numbers.anyDouble();
        quantiles.add(ImmutableValueAtQuantile.create(quantile, numbers.anyDouble()));
      }
      return new Summary(
          pointStartNanos(nanos),
          pointNanos(nanos),
          one,
          numbers.anyLong(),
          numbers.anyDouble(),
          quantiles);
    }

    private Histogram histogramPoint(long nanos, Attributes one) {
      int size = random.nextInt(30) == 0 ? random.nextInt(9) : bounds.size() + 1;
      List<Long> counts = IntStream.range(0, size).mapToObj(i -> numbers.count()).toList();
      long sum = counts.stream().mapToLong(Long::longValue).sum();
      return new Histogram(
          pointStartNanos(nanos),
          pointNanos(nanos),
          one,
          numbers.anyDouble(),
          random.nextInt(20) == 0 ? numbers.anyLong() : sum,
          bounds,
          counts,
          doubleExemplars(nanos));
    }

    private Exponential exponentialPoint(long nanos, Attributes one) {
      int scale = numbers.scale();
      return new Exponential(
          pointStartNanos(nanos),
          pointNanos(nanos),
          one,
          scale,
          numbers.anyDouble(),
          numbers.anyLong(),
          numbers.count(),
          buckets(scale),
          buckets(scale),
          doubleExemplars(nanos));
    }

    private Buckets buckets(int scale) {
      int size = random.nextInt(50) == 0 ? random.nextInt(160) : random.nextInt(6);
      List<Long> counts = LongStream.range(0, size).mapToObj(i -> numbers.count()).toList();
      return new Buckets(
          random.nextInt(50) == 0 ? numbers.scale() : scale,
          numbers.offset(),
          counts,
          counts.stream().mapToLong(Long::longValue).sum());
    }
  }
}
