/**
 * Tests of the receiver over a socket, with requests made by the generated messages and xerial's
 * snappy.
 */
@NullMarked
package io.github.remotewrite.receiver;

import org.jspecify.annotations.NullMarked;
