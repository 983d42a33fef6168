/**
 * What others plug in. Entry: {@link io.github.remotewrite.client.spi.RequestSigner}, for
 * authentication.
 */
@NullMarked
package io.github.remotewrite.client.spi;

import org.jspecify.annotations.NullMarked;
