package dev.jobstream.web;

import dev.jobstream.llm.ChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Models as a test wants them; updates come unpaced, so that a test sees each event. */
final class TestModels implements Models {
  private final List<Usable> usable = new ArrayList<>();

  static TestModels of(ChatModel... models) {
    TestModels all = new TestModels();
    for (ChatModel model : models) {
      all.usable.add(new Usable("test/" + model.id(), "in this process", model, Duration.ZERO));
    }
    return all;
  }

  @Override
  public synchronized Optional<Usable> forPostings() {
    return usable.stream().findFirst();
  }

  @Override
  public synchronized List<Usable> all() {
    return List.copyOf(usable);
  }

  @Override
  public synchronized boolean chooseForPostings(String key) {
    Optional<Usable> chosen = usable.stream().filter(u -> u.key().equals(key)).findFirst();
    chosen.ifPresent(model -> {
      usable.remove(model);
      usable.addFirst(model);
    });
    return chosen.isPresent();
  }
}
