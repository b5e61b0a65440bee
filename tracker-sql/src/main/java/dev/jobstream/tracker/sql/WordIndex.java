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
   * @return the column by which to order if the result is wanted by seq
   */
  String restrict(SqlQuery sql, WordQuery words);

  /**
   * Adds the same condition to a query whose result is wanted in the order of another column, which
   * has an index.
   *
   * @param many whether so many fit that going along the index finds a page sooner than sorting
   *     them
   */
  void restrictSorted(SqlQuery sql, WordQuery words, boolean many);

  /** The seq by which to order what is found by a condition on an indexed column. */
  String sortedSeq();
}
