/**
 * The settings of {@code config.yaml}: their table, how they are read and checked, and where each
 * comes from.
 *
 * <p>{@link dev.jobstream.cli.config.ConfigKeys} lists every setting; {@link
 * dev.jobstream.cli.config.Settings} holds those in force; {@link dev.jobstream.cli.config.Config}
 * is what the rest of the program works with.
 */
@NullMarked
package dev.jobstream.cli.config;

import org.jspecify.annotations.NullMarked;
