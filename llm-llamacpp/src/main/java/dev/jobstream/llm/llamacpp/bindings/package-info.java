/**
 * llama.cpp's C API over the JDK's foreign function interface.
 *
 * <p>The only place where C names stand. Layouts and signatures are those of {@code llama.h} and
 * {@code ggml-backend.h} of llama.cpp v0.4.0; any other release is refused by {@link
 * dev.jobstream.llm.llamacpp.bindings.LlamaLibrary#load}. Nothing here checks what the native code
 * asserts on: callers must pass valid handles, positions and batch sizes.
 */
@NullMarked
package dev.jobstream.llm.llamacpp.bindings;

import org.jspecify.annotations.NullMarked;
