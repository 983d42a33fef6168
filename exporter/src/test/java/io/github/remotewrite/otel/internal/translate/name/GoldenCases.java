/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Reads the cases below {@code src/test/resources/golden}, whose README says where they are from.
 */
public final class GoldenCases {
  private GoldenCases() {}

  public static <T> List<T> read(String file, Class<T[]> type) {
    try (InputStream in = GoldenCases.class.getResourceAsStream("/golden/" + file);
        Reader reader =
            new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(reader, type));
    } catch (IOException e) {
      throw new IllegalStateException("golden cases can't be read: file=" + file, e);
    }
  }
}
