/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.remotewrite.client.internal.http.HttpSettings;
import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.UnsignedRequest;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to give a secret, with everything that can go wrong: the secret is in no log line, no
 * stack trace, no exception and no text of an object.
 */
class SecretsIT {
  private static final String SECRET = "s3cr3t-T0ken";
  // The same as it goes over the wire with the user "user".
  private static final List<String> FORMS = List.of(SECRET, "dXNlcjpzM2NyM3QtVDBrZW4=");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          // The JDK's own client and the test's own server show whole requests, if asked to say
          // all.
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
          see(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final List<Handler> others = List.of(root.getHandlers());
  private @Nullable Level level;
  @TempDir private Path directory;
  private Path secretFile;
  private TestIdentity identity;

  @BeforeEach
  void recordEverything() throws Exception {
    secretFile = Files.writeString(directory.resolve("secret"), SECRET);
    identity = TestIdentity.create(directory, "EC", "ip:127.0.0.1");
    level = root.getLevel();
    root.setLevel(Level.ALL);
    others.forEach(root::removeHandler);
    root.addHandler(recorder);
  }

  @AfterEach
  void recordNothing() {
    root.removeHandler(recorder);
    others.forEach(root::addHandler);
    root.setLevel(level);
  }

  private void see(@Nullable Object something) {
    seen.add(String.valueOf(something));
  }

  private void see(@Nullable Throwable error) {
    if (error != null) {
      StringWriter text = new StringWriter();
      error.printStackTrace(new PrintWriter(text, true));
      see(text.toString());
    }
  }

  private Map<String, Function<RemoteWriteClientBuilder, RemoteWriteClientBuilder>> ways() {
    Map<String, Function<RemoteWriteClientBuilder, RemoteWriteClientBuilder>> ways =
        new LinkedHashMap<>();
    ways.put("basic", b -> b.setBasicAuth("user", SECRET));
    ways.put("basic file", b -> b.setBasicAuthPasswordFile("user", secretFile));
    ways.put("bearer", b -> b.setBearerToken(SECRET));
    ways.put("bearer file", b -> b.setBearerTokenFile(secretFile));
    ways.put("authorization", b -> b.setAuthorization("Token", SECRET));
    ways.put("authorization file", b -> b.setAuthorizationFile("Token", secretFile));
    ways.put("header", b -> b.addHeader("X-Api-Key", SECRET));
    ways.put("bad header", b -> b.addHeader("X-Api-Key", SECRET + "\n"));
    ways.put("supplier", b -> b.setHeaders(() -> Map.of("X-Api-Key", SECRET)));
    ways.put("bad supplier", b -> b.setHeaders(() -> Map.of("X-Api-Key", SECRET + "\u00FC")));
    ways.put("signer", b -> b.setRequestSigner(request -> Map.of("X-Api-Key", SECRET)));
    ways.put("bad signer", b -> b.setRequestSigner(request -> Map.of("Host", SECRET)));
    ways.put("bad type", b -> b.setAuthorization(SECRET + " ", "x"));
    ways.put("bad token", b -> b.setBearerToken(SECRET + " "));
    ways.put("user-info", b -> b.setEndpoint(withUserInfo(b.endpoint().uri())));
    ways.put("query", b -> b.setEndpoint(b.endpoint().uri() + "?p=" + SECRET));
    ways.put("bad endpoint", b -> b.setEndpoint("http://user:" + SECRET + "@bad host/"));
    ways.put("proxy", b -> b.setProxyUrl("http://user:" + SECRET + "@127.0.0.1:1"));
    ways.put("bad proxy", b -> b.setProxyUrl("ftp://user:" + SECRET + "@127.0.0.1:1"));
    ways.put(
        "proxy credentials",
        b -> b.setProxyUrl("http://127.0.0.1:1").setProxyBasicAuth("user", SECRET));
    ways.put("key store", b -> b.setKeyStore(identity.file(), SECRET.toCharArray()));
    ways.put("trust store", b -> b.setTrustStore(identity.file(), SECRET.toCharArray()));
    ways.put("key password", b -> b.setClientTls(pem(), pem(), SECRET.toCharArray()));
    ways.put("key file", b -> b.setClientTlsFiles(secretFile, secretFile, SECRET.toCharArray()));
    ways.put("trusted file", b -> b.setTrustedCertificatesFile(secretFile));
    ways.put("two ways", b -> b.setBearerToken(SECRET).setBasicAuth("user", SECRET));
    return ways;
  }

  private static String withUserInfo(URI endpoint) {
    return endpoint.toString().replace("://", "://user:" + SECRET + "@");
  }

  private static byte[] pem() {
    return ("-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + SECRET).getBytes(US_ASCII);
  }

  private void use(
      RemoteWriteClientBuilder plain,
      Function<RemoteWriteClientBuilder, RemoteWriteClientBuilder> way) {
    see(
        catchThrowable(
            () -> {
              RemoteWriteClientBuilder builder = way.apply(plain);
              see(builder);
              HttpSettings settings = builder.httpSettings();
              see(settings);
              see(settings.endpoint());
              see(settings.authentication());
              see(settings.tls());
              see(settings.proxy());
              see(settings.proxy().route(settings.endpoint().uri(), Map.of()));
              try (RemoteWriteClient client = builder.build()) {
                see(client);
                see(client.toBuilder());
                see(ClientFixture.writeOne(client));
                Files.writeString(secretFile, "");
                see(ClientFixture.writeOne(client));
              } finally {
                Files.writeString(secretFile, SECRET);
              }
            }));
  }

  @Test
  void secretsAreNowhereToBeSeen() throws Exception {
    try (var receiver = RemoteWriteReceiver.start();
        HttpsReceiver secure = HttpsReceiver.start(identity.sslContext())) {
      receiver.answerNext(Answer.status(401).withBody("who are you?"), 1_000);
      for (String endpoint :
          List.of(
              receiver.endpoint(),
              secure.endpoint(),
              "http://receiver.invalid/",
              "http://127.0.0.1:1/")) {
        ways()
            .forEach(
                (name, way) ->
                    use(
                        ClientFixture.impatient(endpoint)
                            .setTimeout(Duration.ofMillis(150))
                            .setMaxAttempts(2),
                        way));
      }
    }
    see(
        new UnsignedRequest(
            "POST", URI.create("http://h/?p=" + SECRET), Map.of("a", SECRET), new byte[1]));
    see(new ReceiverAnswer(401, Map.of("X-Echo", List.of(SECRET))));

    assertThat(seen).hasSizeGreaterThan(500);
    assertThat(seen)
        .allSatisfy(text -> FORMS.forEach(form -> assertThat(text).doesNotContain(form)));
  }
}
