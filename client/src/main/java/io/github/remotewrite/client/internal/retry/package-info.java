/** When to try again. Entry: {@link io.github.remotewrite.client.internal.retry.Backoff}. */
@NullMarked
package io.github.remotewrite.client.internal.retry;

import org.jspecify.annotations.NullMarked;
