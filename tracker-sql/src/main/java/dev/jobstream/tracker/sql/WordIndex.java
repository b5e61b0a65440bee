package dev.jobstream.tracker.sql;

import org.jdbi.v3.core.Handle;

/** The table that tells under which words an application is found. */
interface WordIndex {
  /** Puts an application's words in. */
  void add(Handle handle, long seq, String words);

  /** Replaces them. */
  void replace(Handle handle, long seq, String words);

  /** Takes them out; nothing happens if there are none. */
  void remove(Handle handle, long seq);

  /**
   * Adds the condition that an application's words fit.
   *
   * @param sql a query of the table {@code application a}
   * @param inOrder whether the result is wanted by seq
   * @return the column by which to order then
   */
  String restrict(SqlQuery sql, WordQuery words, boolean inOrder);
}
