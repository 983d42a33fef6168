/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.xerial.snappy.Snappy;

/**
 * A receiver that refuses at random, as its seed says: by series, size, rate, version and time,
 * with right, wrong and missing Written headers. It shares no code with the sender: the native
 * snappy library and classes that protoc made read its requests.
 */
final class ModelReceiver implements Transport {
  /** The versions that the receiver takes, and its way to refuse another one. */
  enum Versions {
    BOTH,
    V1_SWALLOWING_V2,
    V1_REFUSING_V2,
    V2_REFUSING_V1
  }

  /** The Written headers of its refusals. */
  enum Counts {
    STORED,
    RECEIVED,
    MORE_THAN_RECEIVED,
    ZERO,
    ABSENT
  }

  private static final int[] REFUSALS_OF_A_VERSION = {400, 403, 404, 405, 406, 415, 422, 501};
  private static final int[] REFUSALS_OF_DATA = {400, 400, 400, 422};
  private static final int[] TROUBLES = {429, 500, 502, 503};
  private static final int[] STRAYS = {400, 408, 413, 415};

  private final Random random;
  private final Counts counts;
  private final boolean rollsBackV1;
  private final boolean rollsBackV2;
  private final int refusalOfData;
  private final int refusalOfAVersion;
  private final int maxSamples;
  private final double troubleRate;
  private final double lostAnswerRate;
  private final double strayRate;
  // How many series in a thousand are refused for good, and how many at one time only.
  private final int refusedSeries;
  private final int refusedAtTimes;
  private final int seriesSalt;

  private final Map<String, Long> newest = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private final Set<String> strayed = new HashSet<>();
  private Versions versions;
  private final List<Exchange> trace = new ArrayList<>();

  ModelReceiver(Random random) {
    this.random = random;
    counts = pick(Counts.values());
    rollsBackV1 = random.nextBoolean();
    // A receiver that claims to have stored nothing, or everything, may have stored the rest.
    rollsBackV2 = counts != Counts.STORED && random.nextInt(4) == 0;
    refusalOfData = REFUSALS_OF_DATA[random.nextInt(REFUSALS_OF_DATA.length)];
    refusalOfAVersion = REFUSALS_OF_A_VERSION[random.nextInt(REFUSALS_OF_A_VERSION.length)];
    maxSamples = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
    troubleRate = random.nextInt(3) == 0 ? random.nextDouble() * 0.4 : 0;
    lostAnswerRate = random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0;
    strayRate = random.nextInt(4) == 0 ? random.nextDouble() * 0.05 : 0;
    refusedSeries = pick(new Integer[] {0, 0, 20, 20, 100, 300, 700, 1_000});
    refusedAtTimes = pick(new Integer[] {0, 0, 0, 50, 300});
    seriesSalt = random.nextInt();
    versions = pick(Versions.values());
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Is replaced by another one, maybe of other versions. */
  void replace() {
    versions = pick(Versions.values());
  }

  /** Is replaced by an older or a newer one, which both accept requests of both versions. */
  void upgradeOrRollBack() {
    versions = random.nextBoolean() ? Versions.BOTH : Versions.V1_SWALLOWING_V2;
  }

  Versions versions() {
    return versions;
  }

  /** Whether it would take a sample in one of its versions, as often as it is sent. */
  boolean takes(String series, long timestampMillis) {
    return !isOneOf(refusedSeries, series.hashCode())
        && !isOneOf(refusedAtTimes, series.hashCode() * 31 + Long.hashCode(timestampMillis));
  }

  /** Whether it takes every sample of the series. */
  boolean takesAlways(String series) {
    return refusedAtTimes == 0 && !isOneOf(refusedSeries, series.hashCode());
  }

  private boolean isOneOf(int perThousand, int hash) {
    int mixed = (hash ^ seriesSalt) * 0x9E3779B9;
    return Math.floorMod(mixed ^ (mixed >>> 15), 1_000) < perThousand;
  }

  boolean hasStored(String series, long timestampMillis) {
    return stored.contains(series + "@" + timestampMillis);
  }

  int storedSamples() {
    return stored.size();
  }

  /** Whether the sample was in a request that was refused for no reason. */
  boolean wasStray(String series, long timestampMillis) {
    return strayed.contains(series + "@" + timestampMillis);
  }

  /**
   * Whether it refuses a version with the words it has for data, and much data beside: then whole
   * requests are refused in both versions, and that is no reason to ask again for ten minutes.
   */
  boolean hidesItsVersion() {
    return (refusalOfAVersion == 400 || refusalOfAVersion == 422)
        && refusedSeries + refusedAtTimes >= 100;
  }

  /**
   * Whether it stores parts of requests of 2.0 that it refuses without Written headers, and refuses
   * others for no reason: then a held request may be older than what it has stored of a later one.
   */
  boolean mayOvertake() {
    return counts == Counts.ABSENT && !rollsBackV2 && sendsStrays();
  }

  boolean sendsStrays() {
    return strayRate > 0;
  }

  /** Returns which samples came after newer ones of their series. */
  List<String> violations() {
    return violations;
  }

  /** Returns a line for each request, to see what a seed does. */
  List<String> trace() {
    return trace.stream().map(Exchange::toString).toList();
  }

  @Override
  public Reply attempt(EncodedRequest request, int attempt, long timeoutNanos) {
    List<Sample> samples = decode(request);
    Reply reply = reply(request.protocol(), samples);
    trace.add(new Exchange(versions, request.protocol(), samples, reply));
    return reply;
  }

  private Reply reply(Protocol protocol, List<Sample> samples) {
    if (random.nextDouble() < troubleRate) {
      return answer(TROUBLES[random.nextInt(TROUBLES.length)], -1);
    }
    if (random.nextDouble() < strayRate) {
      samples.forEach(sample -> strayed.add(sample.key()));
      return answer(STRAYS[random.nextInt(STRAYS.length)], -1);
    }
    Reply reply = handle(protocol, samples);
    return random.nextDouble() < lostAnswerRate
        ? new Reply.None(new Outcome.Failure("connection reset", null), true)
        : reply;
  }

  private Reply handle(Protocol protocol, List<Sample> samples) {
    if (protocol == Protocol.V2 && versions == Versions.V1_SWALLOWING_V2) {
      return answer(204, -1);
    }
    if ((protocol == Protocol.V2 && versions == Versions.V1_REFUSING_V2)
        || (protocol == Protocol.V1 && versions == Versions.V2_REFUSING_V1)) {
      return answer(refusalOfAVersion, -1);
    }
    if (samples.size() > maxSamples) {
      return answer(413, -1);
    }
    List<Sample> taken = samples.stream().filter(this::isTaken).toList();
    boolean refused = taken.size() < samples.size();
    boolean rollsBack = protocol == Protocol.V1 ? rollsBackV1 : rollsBackV2;
    if (refused && rollsBack) {
      taken = List.of();
    }
    taken.forEach(this::store);
    if (!refused) {
      return answer(204, protocol == Protocol.V2 ? samples.size() : -1);
    }
    return answer(refusalOfData, protocol == Protocol.V2 ? counted(samples, taken) : -1);
  }

  private long counted(List<Sample> samples, List<Sample> taken) {
    return switch (counts) {
      case STORED -> taken.size();
      case RECEIVED -> samples.size();
      case MORE_THAN_RECEIVED -> samples.size() + 1 + random.nextInt(100);
      case ZERO -> 0;
      case ABSENT -> -1;
    };
  }

  private boolean isTaken(Sample sample) {
    return takes(sample.series, sample.timestampMillis);
  }

  private void store(Sample sample) {
    boolean isNew = stored.add(sample.key());
    long before = newest.getOrDefault(sample.series, Long.MIN_VALUE);
    if (isNew && sample.timestampMillis < before) {
      violations.add("sample must be newer than " + before + ": sample=" + sample);
    }
    newest.put(sample.series, Math.max(before, sample.timestampMillis));
  }

  private static Reply answer(int status, long samplesWritten) {
    return new Reply.Answer(status, samplesWritten, Reply.Content.PLAIN, false, 0, "");
  }

  private static List<Sample> decode(EncodedRequest request) {
    try {
      byte[] message = Snappy.uncompress(request.body());
      return request.protocol() == Protocol.V1
          ? samples(WriteRequest.parseFrom(message))
          : samples(Request.parseFrom(message));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("request must be readable", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Sample> samples(WriteRequest message) {
    List<Sample> samples = new ArrayList<>();
    for (var series : message.getTimeseriesList()) {
      String name = series.getLabels(1).getValue();
      series.getSamplesList().forEach(it -> samples.add(new Sample(name, it.getTimestamp())));
    }
    return samples;
  }

  private static List<Sample> samples(Request message) {
    List<Sample> samples = new ArrayList<>();
    for (var series : message.getTimeseriesList()) {
      String name = message.getSymbols(series.getLabelsRefs(3));
      series.getSamplesList().forEach(it -> samples.add(new Sample(name, it.getTimestamp())));
    }
    return samples;
  }

  private record Exchange(
      Versions versions, Protocol protocol, List<Sample> samples, Reply reply) {}

  private record Sample(String series, long timestampMillis) {
    String key() {
      return series + "@" + timestampMillis;
    }

    @Override
    public String toString() {
      return key();
    }
  }
}
