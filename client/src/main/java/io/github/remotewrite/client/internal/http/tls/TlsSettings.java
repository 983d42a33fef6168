/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import io.github.remotewrite.client.TlsVersion;
import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.http.file.Reloading;
import io.github.remotewrite.client.internal.http.option.Choice;
import io.github.remotewrite.client.internal.http.option.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How to speak TLS, as it was set. Immutable, and shared by copies of options.
 *
 * <p>What isn't set is as the JVM has it.
 */
public final class TlsSettings {
  /** The JVM's own settings, and TLS 1.2 at least. */
  public static final TlsSettings DEFAULT =
      new TlsSettings(Choice.none(), Choice.none(), null, null, TlsVersion.TLS_1_2, false);

  private final Choice<Trust> trust;
  private final Choice<Identity> identity;
  private final @Nullable SSLContext sslContext;
  private final @Nullable String serverName;
  private final TlsVersion minVersion;
  private final boolean insecureSkipVerify;

  private TlsSettings(
      Choice<Trust> trust,
      Choice<Identity> identity,
      @Nullable SSLContext sslContext,
      @Nullable String serverName,
      TlsVersion minVersion,
      boolean insecureSkipVerify) {
    this.trust = trust;
    this.identity = identity;
    this.sslContext = sslContext;
    this.serverName = serverName;
    this.minVersion = minVersion;
    this.insecureSkipVerify = insecureSkipVerify;
  }

  public TlsSettings withTrustedCertificates(byte[] pem) {
    return withTrust("setTrustedCertificates", Trust.ofPem(pem.clone()));
  }

  public TlsSettings withTrustedCertificatesFile(Path file) {
    return withTrust("setTrustedCertificatesFile", Trust.ofPemFile(file));
  }

  public TlsSettings withTrustStore(Path file, char[] password) {
    return withTrust("setTrustStore", Trust.ofStore(file, password.clone()));
  }

  public TlsSettings withClientTls(byte[] key, byte[] certificates, char @Nullable [] keyPassword) {
    return withIdentity(
        "setClientTls", Identity.ofPem(key.clone(), certificates.clone(), copy(keyPassword)));
  }

  public TlsSettings withClientTlsFiles(
      Path key, Path certificates, char @Nullable [] keyPassword) {
    return withIdentity(
        "setClientTlsFiles", Identity.ofPemFiles(key, certificates, copy(keyPassword)));
  }

  public TlsSettings withKeyStore(Path file, char[] password) {
    return withIdentity("setKeyStore", Identity.ofStore(file, password.clone()));
  }

  private static char @Nullable [] copy(char @Nullable [] password) {
    return password == null ? null : password.clone();
  }

  private TlsSettings withTrust(String option, Trust value) {
    return new TlsSettings(
        trust.with(option, value),
        identity,
        sslContext,
        serverName,
        minVersion,
        insecureSkipVerify);
  }

  private TlsSettings withIdentity(String option, Identity value) {
    return new TlsSettings(
        trust,
        identity.with(option, value),
        sslContext,
        serverName,
        minVersion,
        insecureSkipVerify);
  }

  public TlsSettings withSslContext(SSLContext value) {
    return new TlsSettings(trust, identity, value, serverName, minVersion, insecureSkipVerify);
  }

  /**
   * Returns these settings with another name for the server.
   *
   * @throws IllegalArgumentException if it is neither a host name nor an address
   */
  public TlsSettings withServerName(String name) {
    if (IpAddress.parse(name).isEmpty()) {
      try {
        SNIHostName unused = new SNIHostName(name);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("serverName must be a host name: serverName=" + name, e);
      }
    }
    return new TlsSettings(trust, identity, sslContext, name, minVersion, insecureSkipVerify);
  }

  public TlsSettings withMinVersion(TlsVersion version) {
    return new TlsSettings(trust, identity, sslContext, serverName, version, insecureSkipVerify);
  }

  public TlsSettings withInsecureSkipVerify(boolean value) {
    return new TlsSettings(trust, identity, sslContext, serverName, minVersion, value);
  }

  /**
   * Checks what contradicts each other.
   *
   * @throws IllegalArgumentException with the names of the options
   */
  public void requireConsistent() {
    trust.requireAtMostOne();
    identity.requireAtMostOne();
    if (sslContext == null) {
      return;
    }
    List<String> excluded = new ArrayList<>(trust.options());
    excluded.addAll(identity.options());
    if (insecureSkipVerify) {
      excluded.add("setInsecureSkipVerify");
    }
    if (!excluded.isEmpty()) {
      throw new IllegalArgumentException(
          "setSslContext excludes every other way to say whom to trust and who we are: set="
              + excluded);
    }
  }

  public TlsVersion minVersion() {
    return minVersion;
  }

  public boolean insecureSkipVerify() {
    return insecureSkipVerify;
  }

  /**
   * Returns the context these settings make, which follows their files; nothing if it is the JVM's
   * own, which then need not even be usable.
   *
   * @throws IllegalArgumentException if a file or a setting makes no sense
   */
  public Reloading<Optional<SSLContext>> newContexts(FileWatch watch) {
    List<Path> files = new ArrayList<>();
    trust.value().ifPresent(value -> files.addAll(value.files()));
    identity.value().ifPresent(value -> files.addAll(value.files()));
    return new Reloading<>(files, this::load, watch);
  }

  private Optional<SSLContext> load() throws IOException {
    boolean isJvms =
        sslContext == null && !trust.isSet() && !identity.isSet() && !insecureSkipVerify;
    try {
      if (serverName != null) {
        SSLContext base = isJvms ? SSLContext.getDefault() : context();
        return Optional.of(new ServerNameContext(base, serverName));
      }
      return isJvms ? Optional.empty() : Optional.of(context());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("TLS settings must be usable: error=" + e, e);
    }
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    if (sslContext != null) {
      return sslContext;
    }
    Optional<Trust> trusted = trust.value();
    TrustManager[] trustManagers = trusted.isPresent() ? trusted.get().loader().load() : null;
    if (insecureSkipVerify) {
      trustManagers = new TrustManager[] {new AnyCertificate()};
    }
    Optional<Identity> own = identity.value();
    KeyManager[] keyManagers = own.isPresent() ? own.get().loader().load() : null;
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers, trustManagers, null);
    return context;
  }

  /** Shows which options are set. */
  @Override
  public String toString() {
    List<String> set = new ArrayList<>(trust.options());
    set.addAll(identity.options());
    if (sslContext != null) {
      set.add("setSslContext");
    }
    return "{set="
        + set
        + ", serverName="
        + serverName
        + ", minTlsVersion="
        + minVersion
        + ", insecureSkipVerify="
        + insecureSkipVerify
        + "}";
  }
}
