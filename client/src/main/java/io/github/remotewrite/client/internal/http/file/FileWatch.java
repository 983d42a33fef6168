/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.file;

import java.lang.System.Logger;
import java.util.function.LongSupplier;

/**
 * What it takes to keep up with files.
 *
 * @param nanoTime a time that only moves forward
 * @param logger where to tell of files that changed
 * @param endpoint whom the files are for, in a form that can be shown
 */
public record FileWatch(LongSupplier nanoTime, Logger logger, String endpoint) {}
