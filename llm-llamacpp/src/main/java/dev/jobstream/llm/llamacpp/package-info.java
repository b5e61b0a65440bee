/**
 * GGUF models in this process, run by llama.cpp's native libraries.
 *
 * <p>{@link dev.jobstream.llm.llamacpp.LlamaChatModel} is the way in.
 */
@NullMarked
package dev.jobstream.llm.llamacpp;

import org.jspecify.annotations.NullMarked;
