/**
 * Real GGUF files with random weights: small enough for a test, true enough for the real library.
 */
@NullMarked
package dev.jobstream.testsupport.gguf;

import org.jspecify.annotations.NullMarked;
