package dev.jobstream.cli;

import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The model that is used if none is named.
 *
 * <p>Those of Jobstream's own folder go first, since the user put them there for this; then the one
 * that comes with Jobstream, which reads postings and nothing else; of those that the user has, and
 * then of those that other programs keep, the smallest that was made for conversations and fits
 * into the memory. The smallest is the fastest, and a form must fill in while one looks. Files of
 * other programs below {@value #LEAST_BYTES} bytes come last: toys and test files.
 */
final class DefaultModel {
  private static final long LEAST_BYTES = 200_000_000;

  private DefaultModel() {}

  /** The model for postings. */
  static Optional<FoundModel> forPostings(List<FoundModel> found, SystemMemory memory) {
    return choose(found, memory, model -> true);
  }

  /** The model for all else: one that follows any request. */
  static Optional<FoundModel> forFreeText(List<FoundModel> found, SystemMemory memory) {
    return choose(found, memory, LocalModel::freeText);
  }

  private static Optional<FoundModel> choose(
      List<FoundModel> found, SystemMemory memory, Predicate<LocalModel> suits) {
    Comparator<FoundModel> order =
        Comparator.comparingInt((FoundModel model) -> own(model) ? 0 : builtIn(model) ? 1 : 2)
            .thenComparingInt(model -> !own(model) && model.fileBytes() < LEAST_BYTES ? 1 : 0)
            .thenComparingLong(FoundModel::fileBytes)
            .thenComparing(FoundModel::id);
    // Headers are read one after the other until one fits: mostly one.
    return found.stream()
        .sorted(order)
        .map(LocalModel::read)
        .filter(model -> model.chats() && model.fits(memory) && suits.test(model))
        .findFirst()
        .map(LocalModel::found);
  }

  private static boolean builtIn(FoundModel model) {
    return model.source().equals("built-in");
  }

  private static boolean own(FoundModel model) {
    return model.source().equals("jobstream");
  }
}
