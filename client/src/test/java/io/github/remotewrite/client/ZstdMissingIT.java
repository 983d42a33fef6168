/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client with nothing but the JDK beside it. */
class ZstdMissingIT extends ClientFixture {
  private URLClassLoader alone;

  @BeforeEach
  void openLoader() throws IOException {
    URL[] classes = {
      Path.of("target/classes").toUri().toURL(), Path.of("target/test-classes").toUri().toURL()
    };
    alone = new URLClassLoader(classes, new JdkLoader());
  }

  @AfterEach
  void closeLoader() throws IOException {
    alone.close();
  }

  @Test
  void snappyNeedsNoLibrary() throws Exception {
    assertThat(write("SNAPPY")).endsWith("samplesDropped={}, samplesPending=0]");

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up")).hasSize(1);
  }

  @Test
  void zstdNamesTheLibraryItNeeds() throws Exception {
    assertThat(write("ZSTD"))
        .isEqualTo("zstd needs com.github.luben:zstd-jni on the class path: compression=ZSTD");

    assertThat(receiver.requests()).isEmpty();
  }

  /** Writes with a client of the other loader, so only the JDK's types can pass between the two. */
  @SuppressWarnings("unchecked")
  private String write(String compression) throws Exception {
    Constructor<?> constructor =
        Class.forName(OneWrite.class.getName(), true, alone).getDeclaredConstructor();
    constructor.setAccessible(true);
    var write = (BiFunction<String, String, String>) constructor.newInstance();
    return write.apply(receiver.endpoint(), compression);
  }

  /** Writes one sample and returns the result, or why there is no client to write with. */
  static final class OneWrite implements BiFunction<String, String, String> {
    @Override
    public String apply(String endpoint, String compression) {
      RemoteWriteClientBuilder builder =
          ClientFixture.impatient(endpoint).setCompression(Compression.valueOf(compression));
      try (RemoteWriteClient client = builder.build()) {
        Series up = Series.of(Labels.of("__name__", "up"));
        return client.write(batch -> batch.add(up, ClientFixture.T, 1)).join().toString();
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  /** Knows the JDK's classes. The platform's own loader knows the application's modules as well. */
  private static final class JdkLoader extends ClassLoader {
    JdkLoader() {
      super(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("java.") || name.startsWith("javax.")) {
        return getPlatformClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
