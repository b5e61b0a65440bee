/**
 * One streaming contract for every chat model, wherever it runs.
 *
 * <p>A {@link dev.jobstream.llm.ChatModel} turns a {@link dev.jobstream.llm.ChatRequest} into a
 * {@link dev.jobstream.llm.ChatStream} of {@link dev.jobstream.llm.StreamEvent}s. The package does
 * no I/O and depends on nothing but the JDK.
 */
@NullMarked
package dev.jobstream.llm;

import org.jspecify.annotations.NullMarked;
