/**
 * The exporter in a real SDK, in front of real receivers: what an application records is what a
 * receiver gives back.
 */
@NullMarked
package io.github.remotewrite.it;

import org.jspecify.annotations.NullMarked;
