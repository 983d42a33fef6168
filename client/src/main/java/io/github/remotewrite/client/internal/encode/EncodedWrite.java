/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The requests of one write, for each version it was encoded in and for each lane.
 *
 * <p>All versions hold the same samples.
 */
public final class EncodedWrite {
  private final Map<Protocol, List<List<EncodedRequest>>> lanes = new EnumMap<>(Protocol.class);
  private final Map<Protocol, ClassicRepeats> repeats = new EnumMap<>(Protocol.class);

  void put(Protocol protocol, List<List<EncodedRequest>> requestsOfLanes, ClassicRepeats leftOut) {
    lanes.put(protocol, requestsOfLanes);
    repeats.put(protocol, leftOut);
  }

  /** Returns what was left out because the version has no other name for it. */
  public ClassicRepeats repeats(Protocol protocol) {
    return repeats.getOrDefault(protocol, ClassicRepeats.NONE);
  }

  /** Returns the requests for a lane, in their order. */
  public List<EncodedRequest> requests(Protocol protocol, int lane) {
    return requests(protocol).get(lane);
  }

  /** Returns how many samples the write has in a version, those left out among them. */
  public long samples(Protocol protocol) {
    long samples = repeats(protocol).samples();
    for (List<EncodedRequest> requests : requests(protocol)) {
      for (EncodedRequest request : requests) {
        samples += request.samples();
      }
    }
    return samples;
  }

  /** Lets go of all requests: whoever is to send them holds them. */
  public void release() {
    for (List<List<EncodedRequest>> requestsOfLanes : lanes.values()) {
      for (List<EncodedRequest> requests : requestsOfLanes) {
        requests.forEach(EncodedRequest::release);
      }
    }
  }

  private List<List<EncodedRequest>> requests(Protocol protocol) {
    List<List<EncodedRequest>> requests = lanes.get(protocol);
    if (requests == null) {
      throw new IllegalArgumentException("version was not encoded: protocol=" + protocol);
    }
    return requests;
  }
}
