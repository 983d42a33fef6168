/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Writes the snappy block format, in which Remote Write requests travel. Entry: {@link
 * io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor}.
 */
@NullMarked
package io.github.remotewrite.client.internal.snappy;

import org.jspecify.annotations.NullMarked;
