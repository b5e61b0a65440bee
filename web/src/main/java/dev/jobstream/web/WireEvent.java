package dev.jobstream.web;

/**
 * An event as it is sent to pages.
 *
 * @param id the position behind it, from which a page goes on
 * @param name what it is, such as {@code progress}
 * @param json its data, one line
 */
record WireEvent(long id, String name, String json) {}
