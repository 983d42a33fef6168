/**
 * The sample application: a small shop that uses every instrument with every aggregation, and a
 * demonstration that sends its metrics and shows what arrives.
 *
 * <p>The shop is {@link io.github.remotewrite.example.Shop}, its SDK {@link
 * io.github.remotewrite.example.ShopProvider}, the demonstration {@link
 * io.github.remotewrite.example.Demo}.
 */
@NullMarked
package io.github.remotewrite.example;

import org.jspecify.annotations.NullMarked;
