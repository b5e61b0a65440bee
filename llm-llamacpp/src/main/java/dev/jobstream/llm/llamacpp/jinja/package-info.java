/**
 * The part of Jinja that chat templates use, as Hugging Face's {@code apply_chat_template} runs it:
 * Python's values, blocks that leave no line behind ({@code trim_blocks}, {@code lstrip_blocks}),
 * lists and dictionaries that cannot be changed.
 *
 * <p>A template comes with a model's file, so nobody vouches for it: it can reach no Java object,
 * and its work, its output and its depth are limited.
 */
@NullMarked
package dev.jobstream.llm.llamacpp.jinja;

import org.jspecify.annotations.NullMarked;
