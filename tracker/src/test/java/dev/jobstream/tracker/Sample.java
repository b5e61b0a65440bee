package dev.jobstream.tracker;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A posting, a good answer to it, and models that write what they are told to. */
final class Sample {
  private Sample() {}

  static final String POSTING =
      """
      Senior Java Developer (m/w/d)
      Grünwald & Söhne GmbH – Zürich, Switzerland (hybrid)

      We build pension software. You know Java 21, Spring Boot, C++ and SQL, and you
      like good tests 😀. Full-time, 80–100 %.
      Salary: CHF 110'000 - 130'000 per year
      Posted on 3 May 2026. Apply: https://jobs.gruenwald.example/4711?ref=board.
      """;

  static final String ANSWER =
      """
      {"title": "Senior Java Developer (m/w/d)", "company": "Gr\\u00fcnwald & S\\u00f6hne GmbH",
       "location": "Zürich, Switzerland", "type": " full-time", "seniority": "senior",
       "industry": "pension software", "skills": ["Java 21", "Spring Boot", "C++", "SQL"],
       "tags": ["tests \\ud83d\\ude00", "hybrid"], "salary": "CHF 110'000 - 130'000 per year",
       "source_url": "https:\\/\\/jobs.gruenwald.example\\/4711?ref=board",
       "date_posted": "2026-05-03"}\
      """;

  static PostingText posting() {
    return of(POSTING);
  }

  static PostingText of(String text) {
    return new PostingText(text, null, List.of());
  }

  /** A model whose every answer is these deltas, and this end. */
  static ChatModel model(StreamEvent.Terminal end, List<String> deltas) {
    return model(request -> {
      List<StreamEvent> events = new ArrayList<>();
      deltas.stream()
          .filter(delta -> !delta.isEmpty())
          .forEach(delta -> events.add(new StreamEvent.TextDelta(delta)));
      events.add(end);
      return ChatStream.of(events.toArray(StreamEvent[]::new));
    });
  }

  static ChatModel model(Function<ChatRequest, ChatStream> streams) {
    return model(true, streams);
  }

  /**
   * @param freeText whether it can do anything but read postings
   */
  static ChatModel model(boolean freeText, Function<ChatRequest, ChatStream> streams) {
    return model(
        new Capabilities(
            true, true, false, false, Capabilities.Cancellation.STOPS_COMPUTE, freeText),
        streams);
  }

  static ChatModel model(Capabilities capabilities, Function<ChatRequest, ChatStream> streams) {
    return new ChatModel() {
      @Override
      public String id() {
        return "scripted";
      }

      @Override
      public Capabilities capabilities() {
        return capabilities;
      }

      @Override
      public ChatStream stream(ChatRequest request) {
        return streams.apply(request);
      }
    };
  }

  static StreamEvent.Completed completed(FinishReason reason) {
    return new StreamEvent.Completed(reason, new TokenUsage(700, 0, 200), Timings.NONE);
  }

  /** What a model's complete answer makes of the sample posting, by no rules but these. */
  static PostingAnalysis analysis(String answer, Finding... rules) {
    return analyzer(answer, rules).analyze(posting());
  }

  static PostingAnalyzer analyzer(String answer, Finding... rules) {
    return analyzer(model(completed(FinishReason.STOP), List.of(answer)), rules);
  }

  static PostingAnalyzer analyzer(ChatModel model, Finding... rules) {
    Map<PostingField, Finding> found = new EnumMap<>(PostingField.class);
    for (Finding rule : rules) {
      found.put(rule.field(), rule);
    }
    return new PostingAnalyzer(model, PostingAnalyzer.Options.defaults(), posting -> found);
  }

  /** The words of the posting that a finding points to. */
  static List<String> quotes(PostingAnalysis analysis, PostingField field) {
    return analysis.finding(field).orElseThrow().evidence().spans().stream()
        .map(span -> analysis.posting().text().substring(span.start(), span.end()))
        .toList();
  }

  static Finding fact(PostingField field, FieldValue value) {
    return new Finding(
        field,
        value,
        new Evidence(Evidence.Source.STRUCTURED_DATA, List.of()),
        Finding.Origin.FACT);
  }
}
