/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A value made of files, made anew when they change.
 *
 * <p>Whoever asks for the value has the files looked at, once a second at most: there is no thread
 * and no subscription that could die. While files can't be read or make no sense, because someone
 * is half-way through replacing them, the value stays what it was; that is told once, and so is its
 * end. Thread-safe.
 *
 * @param <T> what the files hold
 */
public final class Reloading<T> {
  private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<Path> files;
  private final Loader<T> loader;
  private final FileWatch watch;
  private List<FileStamp> stamps;
  private T value;
  private long checkedNanos;
  private boolean inTrouble;

  /**
   * Reads the files for the first time.
   *
   * @throws IllegalArgumentException if that fails
   */
  public Reloading(List<Path> files, Loader<T> loader, FileWatch watch) {
    this.files = List.copyOf(files);
    this.loader = loader;
    this.watch = watch;
    this.checkedNanos = watch.nanoTime().getAsLong();
    this.stamps = stamps();
    try {
      this.value = loader.load();
    } catch (IOException e) {
      throw new IllegalArgumentException("files must be readable: files=" + files, e);
    }
  }

  /** Returns the value of the files as they were a second ago, or are. */
  public synchronized T current() {
    long now = watch.nanoTime().getAsLong();
    if (now - checkedNanos >= CHECK_NANOS) {
      checkedNanos = now;
      List<FileStamp> found = stamps();
      if (inTrouble || !found.equals(stamps)) {
        load(found);
      }
    }
    return value;
  }

  /** Returns the value of the files as they are at this moment. */
  public synchronized T reread() {
    load(stamps());
    return value;
  }

  // The stamps are older than what is read, so a change in between is noticed next time.
  private void load(List<FileStamp> found) {
    try {
      value = loader.load();
    } catch (IOException | IllegalArgumentException e) {
      tellTrouble(e);
      return;
    }
    if (inTrouble || !found.equals(stamps)) {
      inTrouble = false;
      watch
          .logger()
          .log(
              Level.INFO,
              "files were read again: files=" + files + ", endpoint=" + watch.endpoint());
    }
    stamps = found;
  }

  private void tellTrouble(Exception cause) {
    if (!inTrouble) {
      inTrouble = true;
      watch
          .logger()
          .log(
              Level.WARNING,
              "files could not be read again, what they held before stays in use: files="
                  + files
                  + ", endpoint="
                  + watch.endpoint(),
              cause);
    }
  }

  private List<FileStamp> stamps() {
    return files.stream().map(FileStamp::of).toList();
  }

  /**
   * Makes the value.
   *
   * @param <T> what the files hold
   */
  @FunctionalInterface
  public interface Loader<T> {
    /**
     * Reads the files.
     *
     * @throws IOException if they can't be read
     * @throws IllegalArgumentException if they can be read and not understood; the message never
     *     has content
     */
    T load() throws IOException;
  }
}
