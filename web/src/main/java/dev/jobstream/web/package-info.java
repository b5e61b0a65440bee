/**
 * The web application: pages, REST under {@code /api/v1} and server-sent events. Knows tracking and
 * the streaming contract, and neither an engine nor a database.
 */
@NullMarked
package dev.jobstream.web;

import org.jspecify.annotations.NullMarked;
