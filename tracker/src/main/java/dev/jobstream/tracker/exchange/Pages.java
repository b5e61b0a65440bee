package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list that is asked for page by page. Not thread-safe. */
public final class Pages<T> implements Iterator<T> {
  /** Whole applications have their postings with them, so not too many at a time. */
  private static final int SIZE = 100;

  private final Function<PageRequest, Page<T>> source;
  private PageRequest request = PageRequest.first(SIZE);
  private @Nullable Page<T> page;
  private int at;

  private Pages(Function<PageRequest, Page<T>> source) {
    this.source = source;
  }

  /** All items of a list, to be gone through. */
  public static <T> Iterable<T> all(Function<PageRequest, Page<T>> source) {
    return () -> new Pages<>(source);
  }

  @Override
  public boolean hasNext() {
    while (page == null || at == page.items().size()) {
      if (page != null) {
        if (page.next() == null) {
          return false;
        }
        request = request.after(page.next());
      }
      page = source.apply(request);
      at = 0;
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext() || page == null) {
      throw new NoSuchElementException();
    }
    return page.items().get(at++);
  }
}
