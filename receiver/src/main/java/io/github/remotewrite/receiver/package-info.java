/**
 * A Remote Write receiver to embed in tests and demonstrations: it decodes every request, names
 * each rule of the specification that the request breaks, keeps what is correct, and fails on
 * demand.
 *
 * <p>The entry is {@link io.github.remotewrite.receiver.RemoteWriteReceiver}.
 */
@NullMarked
package io.github.remotewrite.receiver;

import org.jspecify.annotations.NullMarked;
