/** What an export costs, against what it would cost otherwise. */
package io.github.remotewrite.benchmarks;
