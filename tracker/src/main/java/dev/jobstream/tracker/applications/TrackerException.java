package dev.jobstream.tracker.applications;

import org.jspecify.annotations.Nullable;

/**
 * Why something could not be kept, changed or found. The message says what happened with the value,
 * why, and what to do, and can be shown as it is.
 */
public abstract sealed class TrackerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TrackerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A value that cannot be taken. */
  public static TrackerException invalid(String message) {
    return new Invalid(message);
  }

  /** A value that cannot be taken. */
  public static final class Invalid extends TrackerException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message, null);
    }
  }

  /** A search that cannot be understood. */
  public static final class InvalidSearch extends TrackerException {
    private static final long serialVersionUID = 1L;
    private final int start;
    private final int end;

    /**
     * @param start where the part that is not understood begins, in UTF-16 code units of the search
     * @param end where it ends
     */
    public InvalidSearch(String message, int start, int end) {
      super(message, null);
      this.start = start;
      this.end = end;
    }

    /** Where the part that is not understood begins, in UTF-16 code units of the search. */
    public int start() {
      return start;
    }

    /** Where that part ends; behind its start unless the search ends there. */
    public int end() {
      return end;
    }
  }

  /** Nothing of that id or name is kept. */
  public static final class NotFound extends TrackerException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }
  }

  /** What was typed means more than one thing. */
  public static final class Ambiguous extends TrackerException {
    private static final long serialVersionUID = 1L;

    public Ambiguous(String message) {
      super(message, null);
    }
  }

  /** Somebody else changed it since it was read. Nothing was overwritten. */
  public static final class Changed extends TrackerException {
    private static final long serialVersionUID = 1L;

    public Changed(String message) {
      super(message, null);
    }
  }

  /** The store cannot be used: it is missing, locked, full, broken, or of another release. */
  public static final class StoreUnavailable extends TrackerException {
    private static final long serialVersionUID = 1L;
    private final boolean unreadable;

    public StoreUnavailable(String message, @Nullable Throwable cause) {
      this(message, cause, false);
    }

    /**
     * @param unreadable see {@link #isUnreadable}
     */
    public StoreUnavailable(String message, @Nullable Throwable cause, boolean unreadable) {
      super(message, cause);
      this.unreadable = unreadable;
    }

    /**
     * Whether this release cannot read what the store holds, however often it is tried: it is
     * damaged, foreign, or of a later release.
     */
    public boolean isUnreadable() {
      return unreadable;
    }
  }
}
