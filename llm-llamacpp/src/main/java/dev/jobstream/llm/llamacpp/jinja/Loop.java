package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop} within a loop. */
final class Loop implements Callable {
  private final List<?> elements;
  private final int depth;
  private final @Nullable Callable recursion;
  private int index;
  private @Nullable Object changing;

  /**
   * @param recursion what a call of the variable does; null unless the loop is recursive
   */
  Loop(List<?> elements, int depth, @Nullable Callable recursion) {
    this.elements = elements;
    this.depth = depth;
    this.recursion = recursion;
  }

  void moveTo(int index) {
    this.index = index;
  }

  @Override
  public Object call(Arguments arguments) {
    if (recursion == null) {
      throw JinjaException.failed("the loop must have the 'recursive' marker to be called");
    }
    return recursion.call(arguments);
  }

  Object get(String name, Budget budget) {
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> (long) elements.size() - index;
      case "revindex0" -> elements.size() - index - 1L;
      case "first" -> index == 0;
      case "last" -> index == elements.size() - 1;
      case "length" -> (long) elements.size();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" ->
          index > 0 ? elements.get(index - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          index + 1 < elements.size()
              ? elements.get(index + 1)
              : new Undefined("there is no next item");
      case "cycle" ->
          (Callable)
              arguments -> {
                if (arguments.count() == 0) {
                  throw JinjaException.failed("no items for cycling given");
                }
                return arguments.positional().get(index % arguments.count());
              };
      case "changed" ->
          (Callable)
              arguments -> {
                Object now = new Tuple(arguments.positional());
                boolean changed = changing == null || !Values.same(changing, now, budget);
                changing = now;
                return changed;
              };
      default -> new Undefined("'loop' object has no attribute '" + name + "'");
    };
  }
}
