/**
 * Samples in, compressed requests out. Entry: {@link
 * io.github.remotewrite.client.internal.encode.RequestEncoder}.
 */
@NullMarked
package io.github.remotewrite.client.internal.encode;

import org.jspecify.annotations.NullMarked;
