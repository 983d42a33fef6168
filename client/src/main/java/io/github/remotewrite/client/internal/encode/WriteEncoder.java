/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Samples as requests for every lane, once for each version of Remote Write that some receiver
 * speaks.
 *
 * <p>Each shard has two lanes, one for ordinary samples and one for what is a native histogram in
 * 2.0: receivers refuse the latter for reasons of their own, and then nothing else should wait. A
 * series belongs to the same shard for as long as it lives. Not thread-safe.
 */
public final class WriteEncoder {
  private static final int LANES_OF_A_SHARD = 2;

  private final int shards;
  private final Function<Protocol, RequestEncoder> maker;
  private final Map<Protocol, List<RequestEncoder>> encoders = new EnumMap<>(Protocol.class);

  /**
   * @param maker makes an encoder of a version, called once for each shard when somebody speaks it
   */
  public WriteEncoder(int shards, Function<Protocol, RequestEncoder> maker) {
    this.shards = shards;
    this.maker = maker;
  }

  /** Returns how many lanes so many shards have. */
  public static int lanes(int shards) {
    return shards * LANES_OF_A_SHARD;
  }

  /**
   * Returns where the samples of a write go; the same ones as requests of each version. What was
   * remembered for versions that nobody speaks any more is let go.
   */
  public Batch begin(Set<Protocol> protocols) {
    encoders.keySet().retainAll(protocols);
    List<Batch> versions = new ArrayList<>();
    for (Protocol protocol : protocols) {
      List<RequestEncoder> ofShards = encoders(protocol);
      versions.add(shards == 1 ? ofShards.get(0) : new ShardedBatch(ofShards));
    }
    return versions.size() == 1 ? versions.get(0) : new CopiedBatch(versions);
  }

  /** Returns the requests of what was added, and starts anew. */
  public EncodedWrite finish(Set<Protocol> protocols) {
    EncodedWrite write = new EncodedWrite();
    for (Protocol protocol : protocols) {
      List<List<EncodedRequest>> lanes = new ArrayList<>();
      ClassicRepeats repeats = new ClassicRepeats();
      for (RequestEncoder encoder : encoders(protocol)) {
        List<EncodedRequest> floats = new ArrayList<>();
        List<EncodedRequest> histograms = new ArrayList<>();
        for (EncodedRequest request : encoder.finish()) {
          (request.histograms() ? histograms : floats).add(request);
        }
        lanes.add(floats);
        lanes.add(histograms);
        repeats.count(encoder.repeats());
      }
      write.put(protocol, lanes, repeats);
    }
    return write;
  }

  /**
   * Lays out one of the requests that are to be kept, not within a write.
   *
   * @return whether there was one
   */
  public boolean layOutNext() {
    RequestEncoder encoder = withLayoutWaiting();
    if (encoder != null) {
      encoder.layOutNext();
    }
    return encoder != null;
  }

  /** Returns whether there is a request that {@link #layOutNext} would lay out. */
  public boolean isLayoutWaiting() {
    return withLayoutWaiting() != null;
  }

  private @Nullable RequestEncoder withLayoutWaiting() {
    for (List<RequestEncoder> ofShards : encoders.values()) {
      for (RequestEncoder encoder : ofShards) {
        if (encoder.isLayoutWaiting()) {
          return encoder;
        }
      }
    }
    return null;
  }

  /** Forgets what was added since the last {@link #finish}. */
  public void discard() {
    encoders.values().forEach(ofShards -> ofShards.forEach(RequestEncoder::discard));
  }

  private List<RequestEncoder> encoders(Protocol protocol) {
    return encoders.computeIfAbsent(
        protocol, version -> Stream.generate(() -> maker.apply(version)).limit(shards).toList());
  }

  /** Each series to its shard, known by the hash of its labels. */
  private record ShardedBatch(List<RequestEncoder> shards) implements Batch {
    @Override
    public void add(Series series, long timestampMillis, double value) {
      shard(series).add(series, timestampMillis, value);
    }

    @Override
    public void add(SeriesGroup group, SampleBuffer samples) {
      shard(group).add(group, samples);
    }

    @Override
    public void add(Series series, HistogramBuffer histogram) {
      shard(series).add(series, histogram);
    }

    @Override
    public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
      shard(group).addStaleMarkers(group, timestampMillis);
    }

    // The first series of a histogram are its sum and count, which stay when bounds change.
    private Batch shard(SeriesGroup group) {
      return shard(group.series().get(0));
    }

    private Batch shard(Series series) {
      // Series that become one in 1.0 have to meet, so that the second one is noticed.
      int hash = series.labels().toClassic().hashCode();
      return shards.get(Math.floorMod(hash, shards.size()));
    }
  }

  /** The same samples for each version. */
  private record CopiedBatch(List<Batch> versions) implements Batch {
    @Override
    public void add(Series series, long timestampMillis, double value) {
      versions.forEach(version -> version.add(series, timestampMillis, value));
    }

    @Override
    public void add(SeriesGroup group, SampleBuffer samples) {
      versions.forEach(version -> version.add(group, samples));
    }

    @Override
    public void add(Series series, HistogramBuffer histogram) {
      versions.forEach(version -> version.add(series, histogram));
    }

    @Override
    public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
      versions.forEach(version -> version.addStaleMarkers(group, timestampMillis));
    }
  }
}
