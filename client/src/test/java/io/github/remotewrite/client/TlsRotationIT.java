/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.HttpsReceiver.Handshake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of TLS that are replaced while a client uses them. */
class TlsRotationIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final ClientLog log = ClientLog.open();
  private Path trustedFile;
  private Path keyFile;
  private Path certificateFile;
  private TestIdentity server;
  private TestIdentity before;
  private TestIdentity after;

  @BeforeEach
  void createFiles() throws Exception {
    trustedFile = directory.resolve("ca.pem");
    keyFile = directory.resolve("key.pem");
    certificateFile = directory.resolve("cert.pem");
    server = TestIdentity.create(directory, "EC", "ip:127.0.0.1");
    before = TestIdentity.create(directory, "EC", "dns:sender");
    after = TestIdentity.create(directory, "RSA", "dns:sender");
    replace(trustedFile, server.certificatePem());
    replace(keyFile, before.privateKeyPem());
    replace(certificateFile, before.certificatePem());
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  private static void replace(Path file, byte[] content) throws Exception {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private RemoteWriteClientBuilder sendingTo(HttpsReceiver receiver) {
    return ClientFixture.impatient(receiver.endpoint())
        .setTimeout(DEADLINE)
        .setTrustedCertificatesFile(trustedFile)
        .setClientTlsFiles(keyFile, certificateFile);
  }

  @Test
  void newCertificateIsShownWithoutALostSample() throws Exception {
    try (HttpsReceiver receiver =
            HttpsReceiver.startForKnownSenders(server.sslContext(before, after));
        RemoteWriteClient client = sendingTo(receiver).build()) {
      assertThat(ClientFixture.writeOne(client).isComplete()).isTrue();

      // At no moment do the two files fit each other.
      replace(keyFile, after.privateKeyPem());
      replace(certificateFile, after.certificatePem());

      long samples = 1;
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (!isSender(after, receiver.handshakes().get(receiver.requests() - 1))) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        assertThat(ClientFixture.write(client, ClientFixture.T + samples++).isComplete()).isTrue();
      }
      assertThat(isSender(before, receiver.handshakes().get(0))).isTrue();
      assertThat(client.statistics().samplesWritten()).isEqualTo(samples);
      assertThat(client.statistics().samplesRetried()).isZero();
    }
  }

  @Test
  void halfOfAPairKeepsTheOldPair() throws Exception {
    CountDownLatch trouble = log.latchOn("files could not be read again");
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(server.sslContext(before));
        RemoteWriteClient client = sendingTo(receiver).build()) {
      replace(keyFile, after.privateKeyPem());

      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (trouble.getCount() > 0) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        assertThat(ClientFixture.writeOne(client).isComplete()).isTrue();
      }
      assertThat(ClientFixture.writeOne(client).isComplete()).isTrue();
      assertThat(receiver.handshakes()).allMatch(handshake -> isSender(before, handshake));
    }
  }

  @Test
  void sampleThatWaitsForANewAuthorityIsDelivered() throws Exception {
    replace(trustedFile, after.certificatePem());
    CountDownLatch attempted = new CountDownLatch(1);
    try (HttpsReceiver receiver = HttpsReceiver.startForKnownSenders(server.sslContext(before));
        RemoteWriteClient client =
            sendingTo(receiver)
                .setRetryableException(
                    error -> {
                      attempted.countDown();
                      return true;
                    })
                .build()) {
      CompletableFuture<WriteResult> write =
          client.write(batch -> batch.add(ClientFixture.UP, ClientFixture.T, 1));
      assertThat(attempted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(receiver.requests()).isZero();

      replace(trustedFile, server.certificatePem());

      assertThat(ClientFixture.await(write).isComplete()).isTrue();
      assertThat(receiver.requests()).isEqualTo(1);
      assertThat(log.lines())
          .containsExactly(
              "INFO files were read again: files=["
                  + trustedFile
                  + ", "
                  + keyFile
                  + ", "
                  + certificateFile
                  + "], endpoint="
                  + receiver.endpoint());
    }
  }

  private static boolean isSender(TestIdentity sender, Handshake handshake) {
    try {
      return sender.serialNumber().equals(handshake.senderSerialNumber());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
