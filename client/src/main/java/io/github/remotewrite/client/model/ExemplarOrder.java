/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.Comparator;

/** The orders of the exemplars of a series. */
enum ExemplarOrder implements Comparator<Exemplar> {
  /** By time, then by value: Prometheus refuses what is older or, at one time, smaller. */
  BY_AGE;

  @Override
  public int compare(Exemplar one, Exemplar other) {
    int byTime = Long.compare(one.timestampMillis(), other.timestampMillis());
    return byTime != 0 ? byTime : Double.compare(one.value(), other.value());
  }
}
