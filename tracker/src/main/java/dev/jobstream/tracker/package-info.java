/**
 * Postings and what they say: facts read by rules, and analysis by a chat model.
 *
 * <p>Knows nothing of databases or user interfaces. The terms are those of schema.org's {@code
 * JobPosting}.
 */
@NullMarked
package dev.jobstream.tracker;

import org.jspecify.annotations.NullMarked;
