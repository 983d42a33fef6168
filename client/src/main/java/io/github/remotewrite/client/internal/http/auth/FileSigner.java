/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.auth;

import io.github.remotewrite.client.internal.http.file.Reloading;
import io.github.remotewrite.client.spi.ReceiverAnswer;
import java.util.Map;

/**
 * Credentials that are in a file.
 *
 * <p>A receiver may know of new ones before the file is looked at again. So when it refuses, the
 * file is read at once, and if that brings others, they are tried.
 */
final class FileSigner implements Credentials {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final Reloading<Map<String, String>> headers;

  FileSigner(Reloading<Map<String, String>> headers) {
    this.headers = headers;
  }

  @Override
  public Map<String, String> headers() {
    return headers.current();
  }

  @Override
  public boolean shouldSignAgain(Map<String, String> signed, ReceiverAnswer answer) {
    boolean refused = answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN;
    return refused && !headers.reread().equals(signed);
  }
}
