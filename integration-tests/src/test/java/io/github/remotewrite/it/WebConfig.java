/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file for Prometheus' {@code --web.config.file}, which it reads for each connection anew. */
final class WebConfig {
  static final String FIRST_PASSWORD = "s3cr3t-first";
  static final String SECOND_PASSWORD = "s3cr3t-second";

  // Bcrypt, of the lowest cost.
  private static final String FIRST_HASH =
      "$2b$04$6BfaYFe4vsSkYGhZrgPWkOD3IxOPYhtCNsOc6xQVlmiErRMlPtMOi";
  private static final String SECOND_HASH =
      "$2b$04$6BfaYFe4vsSkYGhZrgPWkOlQ0ad6kq0eKdf9vPGbYxl6WxN5M7VLq";

  private WebConfig() {}

  /** Lets the user {@code sender} in with one of the passwords above. */
  static Path withPassword(Path file, String password) throws IOException {
    String hash = password.equals(FIRST_PASSWORD) ? FIRST_HASH : SECOND_HASH;
    return write(file, "basic_auth_users:\n  sender: " + hash + "\n");
  }

  static Path withTls(Path file, Path certificate, Path key) throws IOException {
    return write(file, tls(certificate, key));
  }

  /** Lets those in who have a certificate by this authority. */
  static Path withMutualTls(Path file, Path certificate, Path key, Path senders)
      throws IOException {
    return write(
        file,
        tls(certificate, key)
            + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: "
            + senders
            + "\n");
  }

  private static String tls(Path certificate, Path key) {
    return "tls_server_config:\n  cert_file: " + certificate + "\n  key_file: " + key + "\n";
  }

  private static Path write(Path file, String yaml) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, yaml);
    return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
