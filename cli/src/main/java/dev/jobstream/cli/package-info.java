/**
 * The command line, and the one place that puts the parts together.
 *
 * <p>{@link dev.jobstream.cli.Main} runs a command; {@code Assembly} alone knows which model engine
 * stands behind the chat models.
 */
@NullMarked
package dev.jobstream.cli;

import org.jspecify.annotations.NullMarked;
