package dev.jobstream.bench;

/**
 * A posting, and what a good model answers.
 *
 * @param text the posting
 * @param answer the fields as compact JSON, in the schema's order
 */
record BenchPosting(String text, String answer) {}
