/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;

/** Where it is written down what became of the samples of a request. */
interface Receipt {
  /** The samples became so many more when they were written in another form. */
  void recounted(long more);

  void written(long samples, int requestBytes);

  void dropped(long samples, DropReason reason, Outcome.Failure failure);
}
