/**
 * Judges one request by itself: {@link io.github.remotewrite.receiver.internal.check.HeaderCheck}
 * its headers, {@link io.github.remotewrite.receiver.internal.check.MessageCheck} its series. What
 * takes the requests before it to judge is left to the store.
 */
@NullMarked
package io.github.remotewrite.receiver.internal.check;

import org.jspecify.annotations.NullMarked;
