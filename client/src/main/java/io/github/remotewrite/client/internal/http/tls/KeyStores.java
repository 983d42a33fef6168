/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;

/** Key stores: PKCS#12 and JKS, which the JDK tells apart by itself. */
final class KeyStores {
  private KeyStores() {}

  static KeyStore empty() throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has PKCS#12", e);
    }
  }

  /**
   * Reads a store.
   *
   * @param name what messages call it
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if it can be read and is no store, or one with another
   *     password
   */
  static KeyStore read(Path file, char[] password, String name) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try {
      return KeyStore.getInstance(file.toFile(), password);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          name + " must be PKCS#12 or JKS with this password: " + name + "=" + file, e);
    }
  }

  /** Checks that a store has what it is for. */
  static void requireEntry(KeyStore store, EntryTest test, String name, String what) {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (test.isMet(alias)) {
          return;
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalStateException("store was loaded", e);
    }
    throw new IllegalArgumentException(
        name + " must hold " + what + " that Java sees: type=" + store.getType());
  }

  interface EntryTest {
    boolean isMet(String alias) throws KeyStoreException;
  }
}
