/**
 * Turns the body of a request into series as they were sent, order and repetitions kept, for the
 * checks to judge.
 *
 * <p>{@link io.github.remotewrite.receiver.internal.decode.SnappyDecoder} decompresses. Each
 * version of the protocol has a decoder for its message; all give the same {@link
 * io.github.remotewrite.receiver.internal.decode.DecodedRequest}.
 */
@NullMarked
package io.github.remotewrite.receiver.internal.decode;

import org.jspecify.annotations.NullMarked;
