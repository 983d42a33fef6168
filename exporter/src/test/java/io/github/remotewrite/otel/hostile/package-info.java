/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Property tests: programs made at random from a seed, of which anything may be wrong, against the
 * strict receiver. The entry type is {@link
 * io.github.remotewrite.otel.hostile.HostileCollectionsTest}.
 */
@NullMarked
package io.github.remotewrite.otel.hostile;

import org.jspecify.annotations.NullMarked;
