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
   * answer with success. Otherwise the same data is sent again as 1.0, and so is all that follows.
   */
  AUTO,
  /** 1.0 only: {@code prometheus.WriteRequest}. */
  V1,
  /** 2.0 only: {@code io.prometheus.write.v2.Request}. What a receiver of 1.0 gets is lost. */
  V2
}
