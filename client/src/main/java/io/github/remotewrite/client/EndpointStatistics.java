/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import java.time.Duration;

/**
 * How the delivery to one receiver goes.
 *
 * @param endpoint its URL, without user-info and query
 * @param protocol which version is spoken, {@link ProtocolVersion#AUTO} while that is not known
 * @param delivery what became of samples
 * @param samplesPending samples that have no outcome yet
 * @param queueBytes bytes of the requests that carry them
 * @param queueAge for how long the oldest of these has been waiting; zero if there is none
 */
public record EndpointStatistics(
    String endpoint,
    ProtocolVersion protocol,
    DeliveryStatistics delivery,
    long samplesPending,
    long queueBytes,
    Duration queueAge) {}
