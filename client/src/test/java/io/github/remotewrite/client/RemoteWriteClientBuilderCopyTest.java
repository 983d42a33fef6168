/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/**
 * Copies of a builder. The fields are found by reflection, so that a new one can't be forgotten.
 */
class RemoteWriteClientBuilderCopyTest {
  private static final List<Field> FIELDS =
      Stream.<Class<?>>of(
              EndpointOptions.class, SenderOptions.class, RemoteWriteClientBuilder.class)
          .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
          .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
          .peek(field -> field.setAccessible(true))
          .toList();

  private static RemoteWriteClientBuilder plain() {
    return RemoteWriteClient.builder("http://receiver/");
  }

  /** Returns a builder with a setting of its own in every field. */
  private static RemoteWriteClientBuilder full() throws Exception {
    return plain()
        .setEndpoint("https://other/")
        .setUserAgent("shop/1")
        .addHeader("X-Scope-OrgID", "a")
        .setHeaders(() -> Map.of("X-Token", "b"))
        .setBasicAuth("user", "password")
        .setTimeout(Duration.ofSeconds(1))
        .setConnectTimeout(Duration.ofSeconds(2))
        .setSslContext(SSLContext.getDefault())
        .setProxySelector(ProxySelector.of(InetSocketAddress.createUnresolved("proxy", 3128)))
        .setMinBackoff(Duration.ofSeconds(3))
        .setMaxBackoff(Duration.ofSeconds(4))
        .setBackoffMultiplier(5)
        .setMaxAttempts(6)
        .setRetryableException(error -> false)
        .setMaxSamplesPerSend(7)
        .setMaxRequestBytes(8)
        .setSampleAgeLimit(Duration.ofSeconds(8))
        .setCapacityBytes(9)
        .setQueueDirectory(Path.of("target", "queue-of-copy-test"))
        .setQueueFsync(FsyncPolicy.ALWAYS)
        .setQueueFsyncInterval(Duration.ofSeconds(9))
        .setProtocol(ProtocolVersion.V2)
        .setCreatedTimestampsEnabled(true)
        .setCompression(Compression.ZSTD)
        .setMetadataSendInterval(Duration.ofSeconds(10))
        .setMaxShards(11)
        .addEndpoint(RemoteWriteEndpoint.builder("http://another/").build())
        .setResultPolicy(ResultPolicy.ANY)
        .setThreadFactory(task -> new Thread(task));
  }

  @Test
  void everyFieldCanBeSet() throws Exception {
    RemoteWriteClientBuilder plain = plain();
    RemoteWriteClientBuilder full = full();
    for (Field field : FIELDS) {
      assertThat(field.get(full))
          .as("%s, which full() has to set", field.getName())
          .isNotEqualTo(field.get(plain));
    }
  }

  @Test
  void copyKeepsEverySetting() throws Exception {
    RemoteWriteClientBuilder full = full();

    RemoteWriteClientBuilder copy = full.copy();

    for (Field field : FIELDS) {
      assertThat(field.get(copy)).as(field.getName()).isEqualTo(field.get(full));
    }
  }

  @Test
  void changeOfACopyLeavesTheOriginalAlone() throws Exception {
    RemoteWriteClientBuilder original = plain().addHeader("X-Scope-OrgID", "a");
    String before = original.toString();

    RemoteWriteClientBuilder unused =
        original.copy().addHeader("X-Other", "b").setTimeout(Duration.ofSeconds(1));

    assertThat(original.toString()).isEqualTo(before);
  }

  @Test
  void clientGivesBackEverySettingItWasBuiltWith() throws Exception {
    RemoteWriteClientBuilder builder = full();
    try (RemoteWriteClient client = builder.build()) {
      builder.addHeader("X-Later", "c").setTimeout(Duration.ofSeconds(9));

      RemoteWriteClientBuilder returned = client.toBuilder();

      for (Field field : FIELDS) {
        switch (field.getName()) {
          case "headers" -> assertThat(field.get(returned)).isEqualTo(Map.of("X-Scope-OrgID", "a"));
          case "timeout" -> assertThat(returned.timeout()).isEqualTo(Duration.ofSeconds(1));
          default ->
              assertThat(field.get(returned)).as(field.getName()).isEqualTo(field.get(builder));
        }
      }
    }
  }
}
