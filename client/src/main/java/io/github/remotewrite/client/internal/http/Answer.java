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
 * @param complete whether all of that beginning has arrived
 */
record Answer(int status, HttpHeaders headers, String text, boolean complete) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static boolean isWritten(int status) {
    return status >= 200 && status < 300;
  }

  static boolean isHtml(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  /**
   * Returns whether it is a page for a browser, such as a login page: HTML, unless it is empty or
   * begins with anything but a tag, as some frameworks call every body HTML.
   */
  boolean isPage() {
    if (complete && text.isEmpty()) {
      return false; // Most answers, so the headers are not asked.
    }
    boolean unread = !complete || ContentDecoding.isUnreadable(text);
    String begin = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1).strip() : text;
    return (unread || begin.startsWith("<")) && isHtml(headers);
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

  // User-info, query and parameters of the path may be credentials, and the rest may be no URI.
  private static String withoutSecrets(String location) {
    String shown = ContentDecoding.withoutControls(location).split("[?#;]", 2)[0];
    int userInfo = shown.lastIndexOf('@');
    if (userInfo < 0) {
      return shown.strip();
    }
    int scheme = shown.indexOf("://");
    String begin = scheme > 0 && scheme < 10 ? shown.substring(0, scheme + 3) : "";
    return begin.strip() + shown.substring(userInfo + 1).strip();
  }
}
