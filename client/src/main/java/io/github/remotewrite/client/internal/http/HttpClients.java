/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.TlsVersion;
import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.http.file.Reloading;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client for one receiver, made anew when TLS files change.
 *
 * <p>Attempts under way end on the client they began with. Its connections and TLS sessions, on
 * which neither side would look at certificates again, are not used afterwards. Thread-safe.
 */
final class HttpClients {
  private final HttpSettings settings;
  private final @Nullable ProxySelector proxySelector;
  private final Reloading<Optional<SSLContext>> contexts;
  private Optional<SSLContext> context;
  private HttpClient client;

  /**
   * @throws IllegalArgumentException if TLS settings make no sense
   */
  HttpClients(HttpSettings settings, @Nullable ProxySelector proxySelector, FileWatch watch) {
    this.settings = settings;
    this.proxySelector = proxySelector;
    this.contexts = settings.tls().newContexts(watch);
    this.context = contexts.current();
    this.client = newClient(settings, proxySelector, context);
  }

  synchronized HttpClient current() {
    Optional<SSLContext> now = contexts.current();
    if (!now.equals(context)) {
      context = now;
      client = newClient(settings, proxySelector, now);
    }
    return client;
  }

  private static HttpClient newClient(
      HttpSettings settings, @Nullable ProxySelector proxySelector, Optional<SSLContext> context) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            // Its work is done on its selector's thread: handing it over costs more than doing it,
            // four times for each request. Nothing of it is ours but to copy an error's text.
            .executor(Runnable::run);
    context.ifPresent(builder::sslContext);
    if (settings.tls().minVersion() == TlsVersion.TLS_1_3) {
      // By itself the client speaks 1.2 as well, and nothing older.
      SSLParameters parameters = new SSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3"});
      builder.sslParameters(parameters);
    }
    if (proxySelector != null) {
      builder.proxy(proxySelector);
    }
    return builder.build();
  }
}
