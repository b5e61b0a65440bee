package dev.jobstream.cli;

import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The model that is used if none is named.
 *
 * <p>Those of Jobstream's own folder go first, since the user put them there for this; of them, and
 * then of those that other programs keep, the smallest that was made for conversations and fits
 * into the memory. The smallest is the fastest, and a form must fill in while one looks. Files of
 * other programs below {@value #LEAST_BYTES} bytes come last: toys and test files.
 */
final class DefaultModel {
  private static final long LEAST_BYTES = 200_000_000;

  private DefaultModel() {}

  static Optional<FoundModel> choose(List<FoundModel> found, SystemMemory memory) {
    Comparator<FoundModel> order =
        Comparator.comparingInt((FoundModel model) -> own(model) ? 0 : 1)
            .thenComparingInt(model -> !own(model) && model.fileBytes() < LEAST_BYTES ? 1 : 0)
            .thenComparingLong(FoundModel::fileBytes)
            .thenComparing(FoundModel::id);
    // Headers are read one after the other until one fits: mostly one.
    return found.stream()
        .sorted(order)
        .map(LocalModel::read)
        .filter(model -> model.chats() && model.fits(memory))
        .findFirst()
        .map(LocalModel::found);
  }

  private static boolean own(FoundModel model) {
    return model.source().equals("jobstream");
  }
}
