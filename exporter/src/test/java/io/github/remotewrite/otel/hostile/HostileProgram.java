/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.MetadataSchedule;
import io.github.remotewrite.client.internal.encode.RequestEncoder;
import io.github.remotewrite.client.internal.encode.V1Encoder;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.otel.hostile.HostileSettings.Wire;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.RequestChecker;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.Violation;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A program from its first collection to its shutdown, with settings of its own: translation and
 * encoders are the real ones, and the receiver's checks take the place of the network.
 */
final class HostileProgram {
  private static final long START_MILLIS = Instant.parse("2026-08-01T12:00:00Z").toEpochMilli();
  private static final int MAX_SAMPLES_PER_SEND = 20;
  private static final int MAX_REQUEST_BYTES = 100_000;

  private final SplittableRandom random;
  private final HostileSettings settings;
  private final HostileMetrics metrics;
  private final Translator translator;
  private final RequestEncoder v1Encoder;
  private final RequestEncoder v2Encoder;
  private final V1Rewriter rewriter;
  // Two scopes may have one name for two things, and each series says what it is.
  private final Set<Rule> accepted = EnumSet.of(Rule.METADATA_CONSISTENT);
  private final RequestChecker checker = RequestChecker.create(new ProgramClock());
  private long nowMillis = START_MILLIS + 1000;
  private long handedIn;
  private long written;
  private boolean fellBack;

  HostileProgram(long seed) {
    random = new SplittableRandom(seed);
    settings = HostileSettings.of(random);
    metrics = new HostileMetrics(random, START_MILLIS);
    translator = new Translator(settings.translation(), () -> nowMillis, SilentLogger.INSTANCE);
    v1Encoder =
        new V1Encoder(
            MAX_SAMPLES_PER_SEND,
            MAX_REQUEST_BYTES,
            new MetadataSchedule(Duration.ofMinutes(1), () -> nowMillis * 1_000_000));
    v2Encoder = new V2Encoder(MAX_SAMPLES_PER_SEND, MAX_REQUEST_BYTES, false);
    rewriter = new V1Rewriter(MAX_SAMPLES_PER_SEND, MAX_REQUEST_BYTES, true);
    if (settings.fenced()) {
      accepted.add(Rule.LABEL_NAME_RESERVED);
    }
    if (settings.renamed()) {
      // Repeats are found within a write. From one to the next, a receiver says so by itself.
      accepted.add(Rule.SAMPLE_DUPLICATE);
      accepted.add(Rule.SAMPLE_ORDER);
    }
  }

  /** Exports so many collections, then shuts down; fails at the first thing that is wrong. */
  void run(int collections) {
    for (int i = 0; i < collections; i++) {
      List<MetricData> collection = metrics.collect(nowMillis);
      handedIn += collection.stream().mapToLong(it -> it.getData().getPoints().size()).sum();
      send(batch -> translator.translate(collection, batch));
      assertNoPointIsLost();
      nowMillis += random.nextInt(5) == 0 ? 1 : random.nextInt(1000, 60_000);
    }
    send(translator::translateShutdown);
    assertNoPointIsLost();
  }

  private void send(Consumer<CountingBatch> source) {
    boolean speaksV1 = settings.wire() == Wire.V1 || fellBack;
    RequestEncoder encoder = speaksV1 ? v1Encoder : v2Encoder;
    CountingBatch batch = new CountingBatch(encoder);
    source.accept(batch);
    written += batch.points();
    for (EncodedRequest request : encoder.finish()) {
      if (settings.wire() == Wire.FALLBACK && !speaksV1) {
        fellBack = true;
        checkRewritten(request);
      } else {
        check(request, speaksV1 ? Protocol.V1 : Protocol.V2);
      }
    }
    while (encoder.isLayoutWaiting()) {
      encoder.layOutNext();
    }
  }

  private void checkRewritten(EncodedRequest request) {
    List<EncodedRequest> parts = rewriter.rewrite(request);
    parts.forEach(part -> check(part, Protocol.V1));
    // Histograms with bounds of their own become several samples.
    assertThat(
            parts.stream().mapToLong(EncodedRequest::samples).sum()
                + rewriter.repeats().takeSamples())
        .as("samples rewritten or counted as repeated")
        .isGreaterThanOrEqualTo(request.samples());
  }

  private void check(EncodedRequest request, Protocol protocol) {
    ReceivedRequest received = checker.check(protocol, request.body());
    List<Violation> violations =
        received.violations().stream().filter(one -> !accepted.contains(one.rule())).toList();
    assertThat(violations).isEmpty();
    assertThat(received.series().stream().mapToInt(HostileProgram::points).sum())
        .as("samples on the wire")
        .isEqualTo(request.samples());
  }

  private static int points(StoredSeries series) {
    return series.samples().size() + series.histograms().size();
  }

  private void assertNoPointIsLost() {
    long dropped = translator.droppedPoints().values().stream().mapToLong(Long::longValue).sum();
    if (settings.relabelled()) {
      assertThat(written + dropped).as("points written or dropped").isLessThanOrEqualTo(handedIn);
    } else {
      assertThat(written + dropped).as("points written or dropped").isEqualTo(handedIn);
    }
  }

  private final class ProgramClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(nowMillis);
    }
  }
}
