/**
 * What waits for its lane, on disk: kept across a restart and a {@code kill -9}. Entry: {@link
 * io.github.remotewrite.client.internal.queue.disk.DiskLog}.
 */
@NullMarked
package io.github.remotewrite.client.internal.queue.disk;

import org.jspecify.annotations.NullMarked;
