package dev.jobstream.web;

import java.time.Clock;
import java.util.function.Consumer;

/**
 * What the pages work with; put together by the program that starts the server.
 *
 * @param models the models that can be asked
 * @param clock the time and its zone
 * @param log takes a line for each fault of Jobstream's own; it never holds a posting's text
 */
public record WebParts(Models models, Clock clock, Consumer<String> log) {}
