/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Two authorities and one private key, in PEM files, with certificates for that key by either of
 * them; made by the JDK's keytool.
 */
final class TestCertificates {
  /** An authority of certificates. */
  enum Authority {
    FIRST,
    SECOND
  }

  private static final String PASSWORD = "keytool";

  private final Path directory;
  private final Path store;
  private final Path request;

  TestCertificates(Path directory) throws Exception {
    this.directory = directory;
    this.store = directory.resolve("keys.p12");
    this.request = directory.resolve("request.pem");
    for (Authority authority : Authority.values()) {
      generate(authority.name(), "-ext", "bc:c");
      keytool("-exportcert", "-rfc", "-alias", authority.name(), "-file", ca(authority).toString());
    }
    generate("key");
    keytool("-certreq", "-alias", "key", "-file", request.toString());
    Files.write(key(), privateKeyPem());
  }

  private void generate(String alias, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "3650",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(new String[0]));
  }

  private byte[] privateKeyPem() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] der = keys.getKey("key", PASSWORD.toCharArray()).getEncoded();
    return ("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n")
        .getBytes(US_ASCII);
  }

  /** The file with an authority's own certificate. */
  Path ca(Authority authority) {
    return directory.resolve(authority + ".pem");
  }

  /** The file with the private key that all certificates are for. */
  Path key() {
    return directory.resolve("key.pem");
  }

  /** Makes a certificate for a server on this machine, and returns its file. */
  Path forServer(Authority authority) throws Exception {
    return sign(authority, "server-by-" + authority, "san=ip:127.0.0.1,dns:localhost", "-1d", 3650);
  }

  /** As {@link #forServer}, for a server of another name. */
  Path forOtherServer(String name) throws Exception {
    return sign(Authority.FIRST, "server-" + name, "san=dns:" + name, "-1d", 3650);
  }

  /** As {@link #forServer}, until yesterday. */
  Path forServerUntilYesterday() throws Exception {
    return sign(Authority.FIRST, "server-expired", "san=ip:127.0.0.1", "-10d", 9);
  }

  /** Makes a certificate for a sender, and returns its file. */
  Path forSender(Authority authority) throws Exception {
    return sign(authority, "sender-by-" + authority, "eku=clientAuth", "-1d", 3650);
  }

  /** As {@link #forSender}, until yesterday. */
  Path forSenderUntilYesterday() throws Exception {
    return sign(Authority.FIRST, "sender-expired", "eku=clientAuth", "-10d", 9);
  }

  private Path sign(
      Authority authority, String name, String extension, String startDate, int validityDays)
      throws Exception {
    Path file = directory.resolve(name + ".pem");
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        authority.name(),
        "-dname",
        "CN=" + name,
        "-ext",
        extension,
        "-startdate",
        startDate,
        "-validity",
        Integer.toString(validityDays),
        "-infile",
        request.toString(),
        "-outfile",
        file.toString());
    return file;
  }

  /** Replaces a file by another at one moment. */
  static void replace(Path file, Path by) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.copy(by, next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool must succeed: output=" + output);
    }
  }
}
