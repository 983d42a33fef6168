/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.env;

import io.opentelemetry.api.impl.InstrumentationUtil;
import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/**
 * Threads whose HTTP calls no instrumentation sees.
 *
 * <p>Without it the java agent would trace and meter our own requests, and export what it metered.
 */
public final class SuppressedInstrumentation {
  private static final Consumer<Runnable> SUPPRESSOR = find();

  private SuppressedInstrumentation() {}

  /** Returns a thread that runs the task with instrumentation suppressed. */
  public static Thread newThread(Runnable task) {
    return new Thread(() -> SUPPRESSOR.accept(task));
  }

  private static Consumer<Runnable> find() {
    try {
      return Since163.suppressor();
    } catch (LinkageError e) {
      return before163();
    }
  }

  /**
   * Finds the class where it was before OpenTelemetry 1.63. Its name is put together from that of a
   * neighbour, because the agent renames classes and their uses, but not strings.
   */
  private static Consumer<Runnable> before163() {
    String context = Context.class.getPackageName();
    String root = context.substring(0, context.length() - "context".length());
    try {
      Class<?> util =
          Class.forName(
              root + "api.internal.InstrumentationUtil", true, Context.class.getClassLoader());
      MethodHandle suppress =
          MethodHandles.publicLookup()
              .findStatic(
                  util,
                  "suppressInstrumentation",
                  MethodType.methodType(void.class, Runnable.class));
      return task -> invoke(suppress, task);
    } catch (ReflectiveOperationException e) {
      return Runnable::run;
    }
  }

  private static void invoke(MethodHandle suppress, Runnable task) {
    try {
      suppress.invoke(task);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a Runnable throws no checked exceptions", e);
    }
  }

  /** Links to the class only where there is one. */
  private static final class Since163 {
    static Consumer<Runnable> suppressor() {
      return InstrumentationUtil::suppressInstrumentation;
    }
  }
}
