package dev.jobstream.bench;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.web.Models;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The models of a server that has one, and no way to another. */
record OneModel(ChatModel model) implements Models {
  @Override
  public Optional<Usable> forPostings() {
    return Optional.of(
        new Usable(
            model.id(), "here", true, model, PostingAnalyzer.Options.defaults(), Duration.ZERO));
  }

  @Override
  public List<Usable> all() {
    return forPostings().stream().toList();
  }

  @Override
  public boolean chooseForPostings(String key) {
    return false;
  }

  @Override
  public List<Offer> offers() {
    return List.of();
  }

  @Override
  public Download download(String name) {
    throw new UnsupportedOperationException("Nothing is downloaded here.");
  }
}
