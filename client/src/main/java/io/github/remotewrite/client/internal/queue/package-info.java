/**
 * What waits for its lane. Entry: {@link io.github.remotewrite.client.internal.queue.RequestQueue}.
 */
@NullMarked
package io.github.remotewrite.client.internal.queue;

import org.jspecify.annotations.NullMarked;
