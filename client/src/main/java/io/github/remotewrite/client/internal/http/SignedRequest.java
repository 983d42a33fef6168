/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with all its headers.
 *
 * @param signer who signed it, or null if nobody did
 * @param signed what the signer returned
 */
record SignedRequest(HttpRequest http, @Nullable RequestSigner signer, Map<String, String> signed) {
  /** Returns whether to sign and send again before the answer counts. */
  boolean shouldSignAgain(Answer answer) {
    return signer != null
        && signer.shouldSignAgain(
            signed, new ReceiverAnswer(answer.status(), answer.headers().map()));
  }

  /** Shows nothing: headers are credentials. */
  @Override
  public String toString() {
    return "SignedRequest{}";
  }
}
