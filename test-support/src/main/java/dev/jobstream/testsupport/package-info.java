/** Fakes that behave like the real thing, and checks that every model must pass. */
@NullMarked
package dev.jobstream.testsupport;

import org.jspecify.annotations.NullMarked;
