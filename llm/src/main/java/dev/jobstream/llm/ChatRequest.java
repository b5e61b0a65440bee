package dev.jobstream.llm;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model is asked. Immutable; made by {@link #builder}.
 *
 * @param messages the conversation, at least one
 * @param responseFormat the form of the answer; default {@link ResponseFormat.Text}
 * @param sampling how tokens are chosen; default {@link Sampling#greedy}
 * @param maxTokens the most tokens to write, thinking included; default {@link #NO_LIMIT}, which
 *     means until the context is full
 * @param stopStrings texts that end the answer and are not part of it; default none
 * @param thinking whether the model thinks first; default {@link Thinking#MODEL_DEFAULT}
 * @param prediction a text that the answer is likely to be like, or to share long parts with. It is
 *     not shown to the model and changes no answer; a model that can, answers sooner the better it
 *     fits. Default empty, which means no guess
 * @param commonBeginning whether the messages before the last are the same in many requests and
 *     hold nothing private: then a model may keep on disk what it computed of them, and need not
 *     read them again after a restart. Default false
 */
public record ChatRequest(
    List<Message> messages,
    ResponseFormat responseFormat,
    Sampling sampling,
    int maxTokens,
    List<String> stopStrings,
    Thinking thinking,
    String prediction,
    boolean commonBeginning) {

  /** No limit on the answer but the context's. */
  public static final int NO_LIMIT = -1;

  public ChatRequest {
    messages = List.copyOf(messages);
    stopStrings = List.copyOf(stopStrings);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("A request needs at least one message.");
    }
    if (maxTokens < NO_LIMIT || maxTokens == 0) {
      throw new IllegalArgumentException(
          "The request's `maxTokens` is `%d`; it must be 1 or more, or NO_LIMIT."
              .formatted(maxTokens));
    }
    if (stopStrings.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("A stop string must not be empty.");
    }
  }

  /** A request of one user message, everything else by default. */
  public static ChatRequest of(String userText) {
    return builder().user(userText).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects a request. Not thread-safe. */
  public static final class Builder {
    private final List<Message> messages = new ArrayList<>();
    private final List<String> stopStrings = new ArrayList<>();
    private ResponseFormat responseFormat = ResponseFormat.text();
    private Sampling sampling = Sampling.greedy();
    private int maxTokens = NO_LIMIT;
    private Thinking thinking = Thinking.MODEL_DEFAULT;
    private String prediction = "";
    private boolean commonBeginning;

    private Builder() {}

    public Builder message(Message message) {
      messages.add(message);
      return this;
    }

    public Builder system(String text) {
      return message(Message.system(text));
    }

    public Builder user(String text) {
      return message(Message.user(text));
    }

    public Builder responseFormat(ResponseFormat value) {
      responseFormat = value;
      return this;
    }

    public Builder sampling(Sampling value) {
      sampling = value;
      return this;
    }

    public Builder maxTokens(int value) {
      maxTokens = value;
      return this;
    }

    public Builder stopString(String value) {
      stopStrings.add(value);
      return this;
    }

    public Builder thinking(Thinking value) {
      thinking = value;
      return this;
    }

    public Builder prediction(String value) {
      prediction = value;
      return this;
    }

    public Builder commonBeginning(boolean value) {
      commonBeginning = value;
      return this;
    }

    public ChatRequest build() {
      return new ChatRequest(
          messages,
          responseFormat,
          sampling,
          maxTokens,
          stopStrings,
          thinking,
          prediction,
          commonBeginning);
    }
  }
}
