package dev.jobstream.llm.http;

import java.nio.ByteBuffer;

/**
 * Finds the events of a protocol in bytes that come in pieces: the same ones however they are
 * split. Not thread-safe.
 */
interface EventReader {
  /** Takes bytes over; they may hold any number of events and pieces of them. */
  void add(ByteBuffer more);

  /** Goes to the next event; false if it takes more bytes. */
  boolean next();

  /** Goes to the event that the end of the body completes; false if there is none. */
  boolean last();

  /** What {@link #start} and {@link #end} speak of; good until the next call. */
  byte[] bytes();

  int start();

  int end();
}
