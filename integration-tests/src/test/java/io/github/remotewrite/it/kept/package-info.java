/** Requests that are kept and written over, read by a receiver that knows nothing of that. */
@NullMarked
package io.github.remotewrite.it.kept;

import org.jspecify.annotations.NullMarked;
