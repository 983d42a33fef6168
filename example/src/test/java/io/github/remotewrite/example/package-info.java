@NullMarked
package io.github.remotewrite.example;

import org.jspecify.annotations.NullMarked;
