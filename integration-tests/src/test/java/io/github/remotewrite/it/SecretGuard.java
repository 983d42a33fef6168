/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which a secret stands in the log, at any level, or in the text of an object
 * that was {@link #shown}; as it is, or in base64 with its user.
 */
final class SecretGuard extends Handler implements BeforeEachCallback, AfterEachCallback {
  private final Logger root = Logger.getLogger("");
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final List<Handler> others = List.of(root.getHandlers());
  private final Level level = root.getLevel();

  SecretGuard(String... secrets) {
    for (String secret : secrets) {
      keep(secret);
    }
  }

  /** Looks for another secret, too. */
  void keep(String secret) {
    secrets.add(secret);
    secrets.add(inBase64(secret));
  }

  private static String inBase64(String secret) {
    byte[] credentials = ("sender:" + secret).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().withoutPadding().encodeToString(credentials);
  }

  /** Takes a look at what an object says of itself, and returns it. */
  <T> T shown(T object) {
    texts.add(object.toString());
    return object;
  }

  /** Everything our own code has logged, without exceptions. */
  List<String> lines() {
    return texts.stream().filter(text -> text.startsWith("io.github.remotewrite")).toList();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    root.setLevel(Level.ALL);
    others.forEach(root::removeHandler);
    root.addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    root.removeHandler(this);
    others.forEach(root::addHandler);
    root.setLevel(level);
    assertThat(texts)
        .as("what was logged and shown")
        .isNotEmpty()
        .allSatisfy(text -> secrets.forEach(secret -> assertThat(text).doesNotContain(secret)));
    texts.clear();
  }

  @Override
  public void publish(LogRecord entry) {
    // The JDK's own client and the test's own server show whole requests, if asked to say all.
    if (entry.getLoggerName().startsWith("jdk.internal.httpclient")
        || entry.getLoggerName().startsWith("com.sun.net.httpserver")) {
      return;
    }
    StringWriter text = new StringWriter();
    text.append(entry.getLoggerName()).append(' ').append(entry.getMessage());
    text.append(Arrays.toString(entry.getParameters()));
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    texts.add(text.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
