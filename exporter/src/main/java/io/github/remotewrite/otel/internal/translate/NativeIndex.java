/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

/**
 * The numbers and bounds of a native histogram's buckets.
 *
 * <p>With schema n, bucket i ends at 2^(i · 2^-n), and begins where the one before it ends.
 */
final class NativeIndex {
  // The highest power of two that a double holds is 2^1023; the largest double lies just below
  // 2^1024. The lowest is 2^-1074.
  private static final int MAX_EXPONENT = 1024;
  private static final int MIN_EXPONENT = -1074;

  private NativeIndex() {}

  /**
   * Returns the index of an OpenTelemetry bucket.
   *
   * @param index its index there
   * @param scaleDown how many times neighbours are merged in pairs
   * @param schema the schema after that, which bounds what can be: beyond the largest double there
   *     is one bucket for infinity, and beyond the smallest none
   */
  static int of(long index, int scaleDown, int schema) {
    // An arithmetic shift rounds down, also below zero, where a division would round up.
    long merged = (index >> Math.min(scaleDown, Long.SIZE - 1)) + 1;
    return (int)
        Math.max(
            atSchema(MIN_EXPONENT, schema), Math.min(merged, 1L + atSchema(MAX_EXPONENT, schema)));
  }

  /**
   * Returns where the bucket ends; the last one at the largest double, since infinity is no bound.
   */
  static double upperBound(int index, int schema) {
    if (schema <= 0) {
      return power(index << -schema, 1);
    }
    int perPower = 1 << schema;
    int exponent = Math.floorDiv(index, perPower);
    double fraction = (double) Math.floorMod(index, perPower) / perPower;
    // StrictMath: a bound is a label, and must be the same on every JVM.
    return power(exponent, StrictMath.pow(2, fraction));
  }

  private static double power(int exponent, double factor) {
    return Math.min(Math.scalb(factor, exponent), Double.MAX_VALUE);
  }

  private static int atSchema(int exponent, int schema) {
    return schema >= 0 ? exponent << schema : Math.floorDiv(exponent, 1 << -schema);
  }
}
