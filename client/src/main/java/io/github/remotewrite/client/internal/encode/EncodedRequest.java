/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

/**
 * One compressed message, ready to be sent as often as it takes: every attempt sends the same
 * bytes, because receivers take an equal duplicate for a success and a changed one for an error.
 *
 * @param protocol the version its message is of
 * @param body the snappy block; never changed
 * @param samples how many samples it carries, native histograms among them
 * @param histograms whether its series are those that 2.0 has as native histograms, so that no
 *     other request has a series in common with it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record EncodedRequest(Protocol protocol, byte[] body, int samples, boolean histograms) {}
