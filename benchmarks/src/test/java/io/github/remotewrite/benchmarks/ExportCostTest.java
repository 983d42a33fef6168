/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** What does not depend on the machine: memory that is allocated, and bytes on the wire. */
class ExportCostTest {
  private static final int POINTS = 2_000;
  // Until everything is kept, and code that allocates only while it is interpreted is compiled.
  private static final int EXPORTS_BEFORE = 300;

  enum Export {
    VERSION_1,
    VERSION_2,
    CUSTOM_BUCKETS,
    CUSTOM_BUCKETS_IN_VERSION_1;

    RemoteWriteExport create() {
      return switch (this) {
        case VERSION_1 -> RemoteWriteExport.version1();
        case VERSION_2 -> RemoteWriteExport.version2();
        case CUSTOM_BUCKETS -> RemoteWriteExport.customBuckets();
        case CUSTOM_BUCKETS_IN_VERSION_1 -> RemoteWriteExport.customBucketsInVersion1();
      };
    }
  }

  /** However many series there are; requests that are not kept are objects of their own. */
  @ParameterizedTest
  @CsvSource({
    "VERSION_1, 1024",
    "VERSION_2, 1024",
    "CUSTOM_BUCKETS, 1024",
    "CUSTOM_BUCKETS_IN_VERSION_1, 1536"
  })
  void steadyExportAllocatesLittle(Export version, long most) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ShopData data = new ShopData(POINTS);
    RemoteWriteExport export = version.create();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < EXPORTS_BEFORE; i++) {
      var metrics = data.collect();
      long before = threads.getCurrentThreadAllocatedBytes();
      export.export(metrics);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isLessThan(most);
  }

  @ParameterizedTest
  @CsvSource({"VERSION_1, 27.1", "VERSION_2, 13.3"})
  void sampleTakesFewBytes(Export version, double most) {
    assertThat(bytes(version) / (POINTS * 7.4)).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource("CUSTOM_BUCKETS, 37.8")
  void pointWithCustomBucketsTakesFewBytes(Export version, double most) {
    assertThat((double) bytes(version) / POINTS).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @EnumSource
  void requestsAreNoLargerThanThoseOfTheNativeLibrary(Export version) throws IOException {
    long ours = version.create().export(new ShopData(POINTS).collect());
    long ofLibrary = 0;
    for (byte[] message : version.create().messages(new ShopData(POINTS).collect())) {
      ofLibrary += Snappy.compress(message).length;
    }

    assertThat(ours).isLessThanOrEqualTo(ofLibrary);
  }

  private static long bytes(Export version) {
    ShopData data = new ShopData(POINTS);
    RemoteWriteExport export = version.create();
    long bytes = 0;
    for (int i = 0; i < 6; i++) { // so that requests are kept
      bytes = export.export(data.collect());
    }
    return bytes;
  }
}
