/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A label as it was sent. */
public record Label(String name, String value) {

  /** Returns the labels by name. Of a repeated name the last value counts. */
  static Map<String, String> toMap(List<Label> labels) {
    Map<String, String> map = new TreeMap<>();
    for (Label label : labels) {
      map.put(label.name(), label.value());
    }
    return map;
  }

  @Override
  public String toString() {
    return name + "=\"" + value + '"';
  }
}
