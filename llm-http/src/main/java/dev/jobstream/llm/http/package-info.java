/**
 * Chat models that a server runs: Ollama, anything that speaks OpenAI's protocol, and Anthropic.
 *
 * <p>{@link dev.jobstream.llm.http.HttpProtocol} is the entry: it opens a model by its name and
 * tells what a server has. JDK {@code HttpClient} carries the bytes, with the proxies and
 * certificates that the JDK is set to.
 */
@NullMarked
package dev.jobstream.llm.http;

import org.jspecify.annotations.NullMarked;
