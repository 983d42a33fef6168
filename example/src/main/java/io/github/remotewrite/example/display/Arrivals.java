/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has arrived up to some moment.
 *
 * @param identity labels that all series share: who sends, and which library measures
 * @param rows sorted by name
 * @param requests all requests, stored or not
 * @param samplesStored samples and native histograms in requests that broke no rule
 * @param bytesStored bytes of the bodies of these requests, compressed
 * @param violations how many, in all requests
 * @param firstViolations the first few of them as text
 */
public record Arrivals(
    Map<String, String> identity,
    List<Row> rows,
    long requests,
    long samplesStored,
    long bytesStored,
    long violations,
    List<String> firstViolations) {
  public Arrivals {
    identity = unmodifiableSortedMap(new TreeMap<>(identity));
    rows = List.copyOf(rows);
    firstViolations = List.copyOf(firstViolations);
  }
}
