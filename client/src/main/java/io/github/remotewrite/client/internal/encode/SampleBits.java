/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

/**
 * The bits of values on the wire.
 *
 * <p>Two NaNs have a meaning there, so every other one becomes the ordinary one. The stale marker
 * exists as bits only: as a double it is a signalling NaN, which arithmetic may change.
 */
final class SampleBits {
  /** Ends a series (1.0, "Stale Markers"). */
  static final long STALE_MARKER = 0x7FF0_0000_0000_0002L;

  /** Prometheus' "not a number". */
  static final long NAN = 0x7FF8_0000_0000_0001L;

  private SampleBits() {}

  static long of(double value) {
    return Double.isNaN(value) ? NAN : Double.doubleToRawLongBits(value);
  }
}
