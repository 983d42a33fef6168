/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

/** A sample as a receiver gave it back. */
public record StoredSample(long timestampMillis, double value) {}
