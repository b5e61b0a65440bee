/** Benchmarks: each is a command that prints its figures. */
@NullMarked
package dev.jobstream.bench;

import org.jspecify.annotations.NullMarked;
