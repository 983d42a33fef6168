/**
 * Keeps what requests brought, and refuses what doesn't fit to it: {@link
 * io.github.remotewrite.receiver.internal.store.SeriesStore}.
 */
@NullMarked
package io.github.remotewrite.receiver.internal.store;

import org.jspecify.annotations.NullMarked;
