/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The cases of Prometheus' compliance suite for senders ({@code prometheus/compliance},
 * remotewrite/sender, at 67b8327a), one class a file, with what a sender without a scraper can be
 * asked: metrics go in, requests come out. Javadoc names the cases. Where that suite looks at the
 * last request only, or passes without one, these look at every request.
 */
@NullMarked
package io.github.remotewrite.otel.compliance;

import org.jspecify.annotations.NullMarked;
