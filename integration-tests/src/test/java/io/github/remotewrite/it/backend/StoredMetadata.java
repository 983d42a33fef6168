/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

/** What a receiver knows about a metric; empty where it knows nothing. */
public record StoredMetadata(String type, String help, String unit) {}
