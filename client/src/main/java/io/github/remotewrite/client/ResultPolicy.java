/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** What a write's result says where there are several receivers. */
public enum ResultPolicy {
  /** That all receivers accepted everything. Samples are counted once for each receiver. */
  ALL,
  /** That one receiver accepted everything, whatever became of it at the others. */
  ANY
}
