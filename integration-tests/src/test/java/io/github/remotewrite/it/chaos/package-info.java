/** A real application, a real receiver, and everything between them that goes wrong. */
@NullMarked
package io.github.remotewrite.it.chaos;

import org.jspecify.annotations.NullMarked;
