/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;

/**
 * What an exporter keeps in the heap for each series: what is gone after a full garbage collection
 * once the exporter is let go, and before it the encoder alone.
 *
 * <p>The SDK's data stays, and so do its attributes, which the exporter only refers to. Labels that
 * encoder and translation share count as the translation's. Each row has a process of its own. The
 * argument is how many points there are.
 */
public final class MemoryPerSeries {
  private static final int DEFAULT_POINTS = 100_000;
  private static final int EXPORTS = 200; // until all is kept, and what that took is let go
  // After a full collection this heap has nothing but what is alive: by default some dead objects
  // are left in their places, as moving others costs more.
  private static final List<String> FLAGS =
      List.of("-Xms3g", "-Xmx3g", "-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0");

  private MemoryPerSeries() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int points = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_POINTS;
    System.out.printf(
        Locale.ROOT,
        "%n%,d points, kept bytes per series after %d exports%n%n"
            + "| export | series | encoder | translation | together |%n|---|--:|--:|--:|--:|%n",
        points,
        EXPORTS);
    for (Way way : Way.values()) {
      System.out.println(ChildJvm.run(Child.class, FLAGS, way.name(), Integer.toString(points)));
    }
  }

  private enum Way {
    REMOTE_WRITE_2,
    REMOTE_WRITE_1,
    REMOTE_WRITE_2_PLAIN,
    REMOTE_WRITE_1_PLAIN;

    private RemoteWriteExport newExport() {
      return switch (this) {
        case REMOTE_WRITE_2 -> RemoteWriteExport.version2();
        case REMOTE_WRITE_1 -> RemoteWriteExport.version1();
        case REMOTE_WRITE_2_PLAIN -> RemoteWriteExport.plainVersion2();
        case REMOTE_WRITE_1_PLAIN -> RemoteWriteExport.plainVersion1();
      };
    }
  }

  /** The process that is measured. */
  static final class Child {
    private final ShopData data;
    private RemoteWriteExport export;

    private Child(int points, Way way) {
      data = new ShopData(points);
      export = way.newExport();
    }

    public static void main(String[] args) {
      Way way = Way.valueOf(args[0]);
      new Child(Integer.parseInt(args[1]), way).run(way);
    }

    private void run(Way way) {
      for (int i = 0; i < EXPORTS; i++) {
        export.export(data.collect());
      }
      double series = export.samples();
      long all = usedBytes();
      export.forgetRequests();
      long withoutRequests = usedBytes();
      export = way.newExport();
      long none = usedBytes();
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %.0f | %.0f | %.0f |%n",
          way.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          series,
          (all - withoutRequests) / series,
          (withoutRequests - none) / series,
          (all - none) / series);
    }

    private static long usedBytes() {
      ManagementFactory.getMemoryMXBean().gc();
      // Not what is used now: that includes all of a thread's buffer for allocations.
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .mapToLong(pool -> pool.getCollectionUsage().getUsed())
          .sum();
    }
  }
}
