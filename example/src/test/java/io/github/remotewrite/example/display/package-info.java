@NullMarked
package io.github.remotewrite.example.display;

import org.jspecify.annotations.NullMarked;
