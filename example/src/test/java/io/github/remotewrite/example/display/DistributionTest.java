/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void quantileIsInterpolatedInItsBucket() {
    Distribution distribution = classic(Map.of(10.0, 10.0, 20.0, 20.0, INFINITY, 20.0));

    assertThat(distribution.quantile(0.5)).isEqualTo(10);
    assertThat(distribution.quantile(0.75)).isEqualTo(15);
  }

  @Test
  void quantileInTheLastBucketIsTheHighestBound() {
    assertThat(classic(Map.of(10.0, 1.0, INFINITY, 20.0)).quantile(0.95)).isEqualTo(10);
  }

  @Test
  void bucketThatEndsAtZeroHasNoWidth() {
    assertThat(classic(Map.of(0.0, 5.0, 1.0, 5.0, INFINITY, 5.0)).quantile(0.5)).isZero();
  }

  @Test
  void withoutBoundsOrValuesThereIsNoQuantile() {
    assertThat(classic(Map.of(INFINITY, 5.0)).quantile(0.5)).isNaN();
    assertThat(classic(Map.of(1.0, 0.0, INFINITY, 0.0)).quantile(0.5)).isNaN();
    assertThat(classic(Map.of(1.0, 0.0, INFINITY, 0.0)).mean()).isNaN();
  }

  private static Distribution classic(Map<Double, Double> buckets) {
    double count = buckets.getOrDefault(INFINITY, 0.0);
    return Distribution.ofClassic(new TreeMap<>(buckets), count, 0);
  }
}
