/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import java.time.Duration;

/** Shows how a demonstration goes on. Used by one thread. */
public interface Screen {
  /** Shows what is new since the last call; called several times a second. */
  void refresh(Duration elapsed);

  /** Shows the end of it. */
  void finish(Duration elapsed);
}
