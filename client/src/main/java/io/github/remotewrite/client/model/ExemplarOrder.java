/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.Comparator;

/** The order in which receivers want the exemplars of a series. */
final class ExemplarOrder {
  /** By time, then by value: Prometheus refuses what is older or, at one time, smaller. */
  static final Comparator<Exemplar> BY_AGE =
      Comparator.comparingLong(Exemplar::timestampMillis).thenComparingDouble(Exemplar::value);

  private ExemplarOrder() {}
}
