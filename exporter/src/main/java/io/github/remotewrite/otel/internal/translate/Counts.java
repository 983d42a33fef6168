/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.resources.Resource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Reads counts of buckets, without an object for each where the SDK's own list of longs holds them.
 *
 * <p>That list has no public type, so its method is looked up once; where there is none, or in
 * another list, counts are read as everywhere.
 */
final class Counts {
  // Constants, so that the JIT compiles the call as if it were written here.
  private static final Class<?> PRIMITIVE_LIST = findList();
  private static final MethodHandle GET_LONG = findGetLong();

  private Counts() {}

  static long at(List<Long> counts, int index) {
    return PRIMITIVE_LIST.isInstance(counts) ? getLong(counts, index) : counts.get(index);
  }

  private static long getLong(List<Long> counts, int index) {
    try {
      return (long) GET_LONG.invokeExact(counts, index);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a list throws no checked exceptions", e);
    }
  }

  /**
   * Finds the class where it is since OpenTelemetry 1.59, or where it was before. Its name is put
   * together from that of a neighbour, because the agent renames classes, but not strings.
   */
  private static Class<?> findList() {
    String resources = Resource.class.getPackageName();
    String root = resources.substring(0, resources.length() - "resources".length());
    for (String name : List.of("common.internal.", "internal.")) {
      try {
        return Class.forName(
            root + name + "DynamicPrimitiveLongList", true, Resource.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        // Then it is the other one, or none.
      }
    }
    return Counts.class; // which no list is an instance of
  }

  private static MethodHandle findGetLong() {
    MethodType type = MethodType.methodType(long.class, int.class);
    try {
      return MethodHandles.publicLookup()
          .findVirtual(PRIMITIVE_LIST, "getLong", type)
          .asType(type.insertParameterTypes(0, List.class));
    } catch (ReflectiveOperationException e) {
      return boxed();
    }
  }

  private static MethodHandle boxed() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(List.class, "get", MethodType.methodType(Object.class, int.class))
          .asType(MethodType.methodType(long.class, List.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every list has elements", e);
    }
  }
}
