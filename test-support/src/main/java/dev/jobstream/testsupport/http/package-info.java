/**
 * Real HTTP servers on port 0 whose every byte and every end a test decides, and those that play
 * the protocols of Ollama, OpenAI and Anthropic.
 */
@NullMarked
package dev.jobstream.testsupport.http;

import org.jspecify.annotations.NullMarked;
