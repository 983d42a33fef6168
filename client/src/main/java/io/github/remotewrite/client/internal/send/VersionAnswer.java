/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

/** The receiver's answer to the data of a refused request in the other version. */
enum VersionAnswer {
  /** The receiver understood it, and it is delivered. */
  UNDERSTOOD,
  /** The receiver refused it as well. */
  REFUSED,
  /** The receiver refused its data, and every part of it that was tried. */
  UNSEARCHED,
  /** The receiver was not available. */
  UNANSWERED
}
