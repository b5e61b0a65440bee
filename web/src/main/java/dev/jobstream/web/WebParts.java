package dev.jobstream.web;

import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backups;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What the pages work with; put together by the program that starts the server.
 *
 * @param tracker what is kept of applications
 * @param models the models that can be asked
 * @param settings the settings of the machine
 * @param backups backups of what is kept, and the folder that it is kept in
 * @param clock the time and its zone
 * @param log takes a line for each fault of Jobstream's own; it never holds a posting's text
 */
public record WebParts(
    Tracker tracker,
    Models models,
    Settings settings,
    Backups backups,
    Clock clock,
    Consumer<String> log) {}
