/**
 * What a person sees of the demonstration: a {@link io.github.remotewrite.example.display.Board}
 * keeps what has arrived, a {@link io.github.remotewrite.example.display.Screen} shows it.
 */
@NullMarked
package io.github.remotewrite.example.display;

import org.jspecify.annotations.NullMarked;
