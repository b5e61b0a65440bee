package dev.jobstream.tracker;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.Thinking;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the fields of a posting: first by rules, then by a chat model whose answer is read while it
 * is written. Streaming or not, the result is the same.
 *
 * <p>A posting that is too long for the model's context is read in overlapping parts, whose answers
 * are put together: what the posting bears out goes before what it does not, then what an earlier
 * part says before a later one; lists are joined. The analysis then says so in a warning.
 *
 * <p>A model that fails, is cancelled, or writes something else than it was asked for still leaves
 * an analysis: the facts, and every field that was complete. Thread-safe; analyses may run at the
 * same time as far as the model lets them. The analyzer holds nothing that needs closing.
 */
public final class PostingAnalyzer {

  /**
   * Whether a model is asked for what the rules know for a fact. If it is not, it is done sooner,
   * no warning tells that it would have read a fact otherwise, and of a place that is known its
   * words tell nothing of the kind of workplace. Where all is known, all is asked for in any case.
   */
  public enum FactsAsked {
    /**
     * Not if the model follows any request and is held to the form that it is given ({@link
     * Capabilities#freeText}, {@link Capabilities#jsonSchema}). One that reads postings and nothing
     * else was mostly trained on the whole form, and one that is only told the form would read of
     * two.
     */
    AUTO,
    /** It is, whatever the model. */
    ALWAYS,
    /** It is not, whatever the model. */
    NEVER;

    boolean of(ChatModel model) {
      Capabilities can = model.capabilities();
      return switch (this) {
        case AUTO -> !can.freeText() || !can.jsonSchema();
        case ALWAYS -> true;
        case NEVER -> false;
      };
    }
  }

  /**
   * How the model is asked.
   *
   * @param maxTokens the most tokens to write, thinking included; default 1,024, which is about
   *     three times what a full answer takes; {@link ChatRequest#NO_LIMIT} means until the context
   *     is full
   * @param sampling how tokens are chosen; default {@link Sampling#greedy}. A seed is part of it
   * @param thinking whether the model thinks first; default {@link Thinking#OFF}, since a form is
   *     filled in as well without, and sooner
   * @param factsAsked whether the model is also asked for what the rules know for a fact, whose
   *     word counts in any case; default {@link FactsAsked#AUTO}
   * @param quotes whether title, company, place, pay, address and day are held to words of the
   *     posting, by models that can be ({@link dev.jobstream.llm.ResponseFormat.Quotations}), so
   *     that none of them can be invented; default true
   */
  public record Options(
      int maxTokens, Sampling sampling, Thinking thinking, FactsAsked factsAsked, boolean quotes) {
    private static final Options DEFAULTS =
        new Options(1024, Sampling.greedy(), Thinking.OFF, FactsAsked.AUTO, true);

    public Options {
      if (maxTokens < ChatRequest.NO_LIMIT || maxTokens == 0) {
        throw new IllegalArgumentException(
            "The option `maxTokens` is `%d`; it must be 1 or more, or NO_LIMIT."
                .formatted(maxTokens));
      }
    }

    /** Everything by default. */
    public static Options defaults() {
      return DEFAULTS;
    }

    /** The same with another limit. */
    public Options withMaxTokens(int value) {
      return new Options(value, sampling, thinking, factsAsked, quotes);
    }

    /** The same with another choice of tokens. */
    public Options withSampling(Sampling value) {
      return new Options(maxTokens, value, thinking, factsAsked, quotes);
    }

    /** The same with thinking on or off. */
    public Options withThinking(Thinking value) {
      return new Options(maxTokens, sampling, value, factsAsked, quotes);
    }

    /** The same, asking for facts or not. */
    public Options withFactsAsked(FactsAsked value) {
      return new Options(maxTokens, sampling, thinking, value, quotes);
    }

    /** The same, held to the posting's words or not. */
    public Options withQuotes(boolean value) {
      return new Options(maxTokens, sampling, thinking, factsAsked, value);
    }
  }

  private final ChatModel model;
  private final Options options;
  private final Function<PostingText, Map<PostingField, Finding>> rules;

  /** An analyzer with {@link Options#defaults}. */
  public PostingAnalyzer(ChatModel model) {
    this(model, Options.defaults());
  }

  public PostingAnalyzer(ChatModel model, Options options) {
    this(model, options, PostingFacts::read);
  }

  /**
   * @param rules what is found without the model
   */
  PostingAnalyzer(
      ChatModel model, Options options, Function<PostingText, Map<PostingField, Finding>> rules) {
    this.model = model;
    this.options = options;
    this.rules = rules;
  }

  /** What can be known of a posting without a model. */
  public static PostingAnalysis factsOnly(PostingText posting) {
    return new PostingAnalysis(
        posting,
        PostingFacts.read(posting),
        PostingAnalysis.Outcome.FACTS_ONLY,
        null,
        null,
        TokenUsage.NONE,
        Timings.NONE,
        List.of());
  }

  /**
   * Analyses a posting on the calling thread and blocks until the model has ended. An interrupt of
   * the thread cancels.
   */
  public PostingAnalysis analyze(PostingText posting) {
    return analyzeStreaming(posting, event -> {});
  }

  /** The same, with every event told to a listener on the calling thread. */
  public PostingAnalysis analyzeStreaming(PostingText posting, AnalysisListener listener) {
    try (AnalysisRun run = analyzeStreaming(posting)) {
      return run.run(listener);
    }
  }

  /**
   * Has the model read the prompt of an analysis ahead, so that the analysis of the same posting
   * starts sooner. Does nothing with a model that cannot.
   *
   * @return a stream that writes nothing; the caller runs and closes it
   */
  public ChatStream prewarm(PostingText posting) {
    return model.prewarm(
        AnalysisPrompt.request(posting.text(), posting, Map.of(), AnalysisPrompt.FORM, options));
  }

  /**
   * Returns the handle of a new analysis. Does not block: work starts with {@link AnalysisRun#run}.
   *
   * @return a run that the caller closes
   */
  public AnalysisRun analyzeStreaming(PostingText posting) {
    return new AnalysisRun(posting, model, options, rules);
  }
}
