/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpHeaders;

/**
 * What a receiver has answered.
 *
 * @param text the beginning of the body, for the log; empty if written
 */
record Answer(int status, HttpHeaders headers, String text) {
  boolean isWritten() {
    return isWritten(status);
  }

  static boolean isWritten(int status) {
    return status >= 200 && status < 300;
  }
}
