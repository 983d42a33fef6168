/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** Which version of Remote Write a sender speaks. */
public enum ProtocolVersion {
  /**
   * 2.0 if the receiver understands it, else 1.0.
   *
   * <p>The first request is sent as 2.0. It counts as understood only if the answer says how much
   * was written, since most receivers that know 1.0 alone take a 2.0 request for an empty one and
   * answer with success. Otherwise the same data is sent again as 1.0, and the version that is
   * accepted is believed. Three refusals in a row are answered by one attempt in the other version;
   * while 1.0 is believed, 2.0 is tried again after ten minutes, then less often, up to an hour.
   * Until a refusal is known not to be about the version, a request that can't be divided has no
   * outcome (2.0, "Responses").
   */
  AUTO,
  /** 1.0 only: {@code prometheus.WriteRequest}. */
  V1,
  /** 2.0 only: {@code io.prometheus.write.v2.Request}. What a receiver of 1.0 gets is lost. */
  V2
}
