/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The directories of a queue: one for each lane, called {@code lane-0-of-2} and so on.
 *
 * @param lanes those of the lanes that there are now
 * @param leftovers those of lanes that there were when there was another number of them
 */
record LaneDirectories(List<Path> lanes, List<Path> leftovers) {
  private static final Pattern LANE = Pattern.compile("lane-\\d{1,4}-of-\\d{1,4}");

  /**
   * Finds the directories; creates none.
   *
   * @throws IOException if the directory holds anything else
   */
  static LaneDirectories of(Path queue, int lanes) throws IOException {
    List<Path> own =
        IntStream.range(0, lanes)
            .mapToObj(i -> queue.resolve("lane-" + i + "-of-" + lanes))
            .toList();
    List<Path> leftovers = new ArrayList<>();
    if (Files.exists(queue)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(queue)) {
        for (Path entry : found) {
          String name = entry.getFileName().toString();
          if (!Files.isDirectory(entry) || !LANE.matcher(name).matches()) {
            throw new IOException(
                "queue directory must hold nothing but a queue: directory="
                    + queue
                    + ", found="
                    + name);
          }
          if (!own.contains(entry)) {
            leftovers.add(entry);
          }
        }
      }
    }
    return new LaneDirectories(own, leftovers);
  }
}
