/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/**
 * What a receiver has answered.
 *
 * @param text the beginning of the body, for the log; empty if written, unless it is HTML
 */
record Answer(int status, HttpHeaders headers, String text) {
  static boolean isWritten(int status) {
    return status >= 200 && status < 300;
  }

  static boolean isHtml(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  /**
   * Returns whether it is a page for a browser, such as a login page: HTML that begins with a tag,
   * as some frameworks call an empty body HTML, too.
   */
  boolean isPage() {
    return text.startsWith("<") && isHtml(headers);
  }

  /** Returns whether its connection stays open for other requests. */
  boolean keepsConnection() {
    // Without streams: each successful answer is asked.
    List<String> values = headers.map().get("Connection");
    return values == null || !values.toString().toLowerCase(Locale.ROOT).contains("close");
  }

  /** Returns what the log shows beside the status. */
  String detail() {
    if (isPage()) {
      return "contentType=\"" + headers.firstValue("Content-Type").orElse("") + "\", " + body();
    }
    if (isWritten(status)) {
      return "";
    }
    boolean redirect = status >= 300 && status < 400;
    return redirect
        ? "location=" + withoutSecrets(headers.firstValue("Location").orElse(""))
        : body();
  }

  private String body() {
    return "body=\"" + text + "\"";
  }

  // User-info and query may be credentials.
  private static String withoutSecrets(String location) {
    return location
        .replaceFirst("[?#].*$", "")
        .replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/@]*@", "$1//")
        .replaceAll("\\p{Cntrl}+", " ");
  }
}
