package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Thinking;
import java.util.ArrayList;
import java.util.List;

/** Turns requests into the tokens of one model. Thread-safe. */
final class PromptReader {
  /** What stands in for the last message to see where the prompt's fixed beginning ends. */
  private static final String PROBE = "\u0001";

  /** No token of a usual vocabulary covers more characters of a usual text. */
  private static final int CHARACTERS_PER_TOKEN = 32;

  private final LlamaModel model;
  private final ChatTemplate template;

  PromptReader(LlamaModel model, ChatTemplate template) {
    this.model = model;
    this.template = template;
  }

  /**
   * A prompt ready to be read.
   *
   * @param startsThinking the prompt ends within a block of thinking
   * @param mayThink the model may open such a block itself
   */
  record Prompt(PromptPlan plan, boolean startsThinking, boolean mayThink) {}

  LlamaModel model() {
    return model;
  }

  Prompt prompt(ChatRequest request, LlamaContext context) {
    Thinking thinking = request.thinking();
    if (thinking == Thinking.MODEL_DEFAULT
        && request.responseFormat() instanceof ResponseFormat.JsonSchema) {
      thinking = Thinking.OFF;
    }
    checkLength(request, context);
    List<String> pieces = template.render(request.messages(), thinking);
    int[] tokens = model.vocabulary().tokenize(pieces);
    if (tokens.length == 0) {
      throw new LlmException.InvalidRequest(
          "The prompt is empty: neither the messages nor the model's chat template say anything. Send some text.");
    }
    if (tokens.length >= context.contextTokens()) {
      throw tooLong(tokens.length, context);
    }
    PromptPlan plan =
        PromptPlan.of(tokens, fixedTokens(request, thinking, tokens), context.batchTokens());
    return new Prompt(
        plan,
        template.startsThinking(pieces),
        thinking != Thinking.OFF && template.supportsThinking());
  }

  /** Tells a text that cannot fit without handing all of it to the native code. */
  private void checkLength(ChatRequest request, LlamaContext context) {
    long characters = request.messages().stream().mapToLong(m -> m.text().length()).sum();
    if (characters <= (long) context.contextTokens() * CHARACTERS_PER_TOKEN) {
      return;
    }
    int tokens = 0;
    for (Message message : request.messages()) {
      tokens += model.vocabulary().tokenize(List.of(message.text())).length;
    }
    if (tokens >= context.contextTokens()) {
      throw tooLong(tokens, context);
    }
  }

  private LlmException tooLong(int promptTokens, LlamaContext context) {
    long trained = model.file().contextLength();
    String advice =
        trained > context.contextTokens()
            ? "Shorten the text, or give the model more context (it can take up to %,d tokens)."
                .formatted(trained)
            : "Shorten the text, or use a model with a longer context.";
    return new LlmException.PromptTooLong(promptTokens, context.contextTokens(), advice);
  }

  /** How many tokens at the beginning do not depend on the last message. */
  private int fixedTokens(ChatRequest request, Thinking thinking, int[] tokens) {
    if (request.messages().size() < 2) {
      return 0;
    }
    List<Message> probe = new ArrayList<>(request.messages());
    Message last = probe.removeLast();
    probe.add(new Message(last.role(), PROBE));
    int[] other = model.vocabulary().tokenize(template.render(probe, thinking));
    int same = 0;
    while (same < Math.min(tokens.length, other.length) && tokens[same] == other[same]) {
      same++;
    }
    return same;
  }
}
