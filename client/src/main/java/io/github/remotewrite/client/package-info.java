/**
 * The door: {@link io.github.remotewrite.client.RemoteWriteClient} takes series with their samples
 * and delivers them to a Remote Write receiver.
 */
@NullMarked
package io.github.remotewrite.client;

import org.jspecify.annotations.NullMarked;
