/**
 * The store of applications in SQLite, the default, and in PostgreSQL. {@link
 * dev.jobstream.tracker.sql.SqlStore} is where to begin. What both have in common is written once,
 * in classes named {@code …Rows}; where they differ, {@link dev.jobstream.tracker.sql.Database}
 * does.
 */
@NullMarked
package dev.jobstream.tracker.sql;

import org.jspecify.annotations.NullMarked;
