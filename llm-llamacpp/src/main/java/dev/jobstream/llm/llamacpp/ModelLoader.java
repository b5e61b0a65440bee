package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Loads a model's weights once, when the first request needs them. Thread-safe. */
final class ModelLoader {
  /** How long a request that waits for another's loading takes to see its own cancel. */
  private static final long LOOK_MILLIS = 20;

  private final GgufFile file;
  private final LlamaOptions options;
  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PromptReader prompts;
  private volatile boolean closed;

  ModelLoader(GgufFile file, LlamaOptions options, String id) {
    this.file = file;
    this.options = options;
    this.id = id;
  }

  String id() {
    return id;
  }

  /**
   * The loaded model, for a request that is told of the progress.
   *
   * @return null if the request was cancelled, or the model closed, before it was loaded
   */
  @Nullable PromptReader load(Generation generation) {
    try {
      while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (generation.isCancelled()) {
          return null;
        }
      }
    } catch (InterruptedException e) {
      throw new LlmException.Interrupted("The loading of `%s` was interrupted.".formatted(id), e);
    }
    try {
      if (prompts == null) {
        generation.loading(0);
        NativeFolder natives = NativeFolder.find();
        LlamaLibrary library =
            LlamaLibrary.load(
                natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
        LlamaModel model =
            LlamaModel.load(
                library,
                file,
                options,
                fraction -> {
                  generation.loading(fraction);
                  return !generation.isCancelled() && !closed;
                });
        if (model == null) {
          return null;
        }
        try {
          prompts = new PromptReader(model, template(model));
        } catch (RuntimeException | Error e) {
          model.close();
          throw e;
        }
      }
      return prompts;
    } finally {
      lock.unlock();
    }
  }

  private ChatTemplate template(LlamaModel model) {
    Vocabulary vocabulary = model.vocabulary();
    return ChatTemplate.of(
        file.chatTemplate().filter(text -> !text.isBlank()).orElse(ChatTemplate.CHAT_ML),
        vocabulary.beginText(),
        vocabulary.endText(),
        vocabulary.specialTexts());
  }

  /** Gives up what loads. */
  void beginClose() {
    closed = true;
  }

  /** Frees the weights; every context must be closed. */
  void close() {
    lock.lock();
    try {
      if (prompts != null) {
        prompts.model().close();
        prompts = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
