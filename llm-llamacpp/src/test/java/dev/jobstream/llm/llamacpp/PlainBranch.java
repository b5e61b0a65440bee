package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Utf8Decoder;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one property behind a prompt in the plainest way: the tokens before the value as they are,
 * then the likeliest token that the grammar admits, one after the other, in a context of its own.
 */
final class PlainBranch {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private PlainBranch() {}

  /**
   * What was written.
   *
   * @param logProbability of all the value's tokens, as far as more than its first quote or bracket
   *     is in them
   */
  record Written(JsonNode value, double logProbability) {}

  static JsonNode value(
      Path file, LlamaOptions options, ChatRequest request, String schema, String name)
      throws IOException {
    return write(file, options, request, schema, name).value();
  }

  static Written write(
      Path file, LlamaOptions options, ChatRequest request, String schema, String name)
      throws IOException {
    NativeFolder natives = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    GgufFile gguf = GgufFile.read(file);
    try (Arena arena = Arena.ofConfined();
        LlamaModel model =
            Objects.requireNonNull(LlamaModel.load(library, gguf, options, fraction -> true));
        LlamaContext context = model.openContext(options.withLevers(Set.of()))) {
      Vocabulary vocabulary = model.vocabulary();
      ChatTemplate template =
          ChatTemplate.of(
              gguf.chatTemplate().orElseThrow(),
              vocabulary.beginText(),
              vocabulary.endText(),
              vocabulary.specialTexts());
      PromptReader.Prompt prompt = new PromptReader(model, template).prompt(request, context);
      context.read(prompt.plan(), false, (done, total) -> {});
      ResponseFormat.JsonSchema format = request(request);
      GrammarText text =
          SchemaGrammar.ofProperties(
                  schema, format.independentProperties(), format.quotations().properties())
              .get(name);
      GrammarCursor grammar =
          new GrammarCursor(
              Objects.requireNonNull(text).automaton(new QuotedText(format.quotations().text())),
              vocabulary.trie());
      int[] forced = vocabulary.tokenizeAnswer(grammar.forcedText());
      StringBuilder written = new StringBuilder();
      Utf8Decoder decoder = new Utf8Decoder();
      Vocabulary.PieceReader pieces = vocabulary.new PieceReader(arena);
      int tokens = 0;
      double logProbability = 0;
      while (true) {
        double[] logProbabilities =
            tokens == 0 ? new double[vocabulary.size()] : logProbabilities(context, model);
        int token =
            tokens < Math.max(1, forced.length - 1)
                ? forced[tokens]
                : likeliest(context, model, grammar);
        tokens++;
        grammar.accept(token);
        written.append(decoder.decode(pieces.piece(token)));
        if (written.toString().matches("\\{\"" + name + "\":([\"\\[].+|[^\"\\[].*)")) {
          logProbability += logProbabilities[token];
        }
        JsonNode value = complete(written.toString());
        if (value != null) {
          return new Written(value, logProbability);
        }
        context.write(new int[] {token});
      }
    }
  }

  private static ResponseFormat.JsonSchema request(ChatRequest request) {
    return (ResponseFormat.JsonSchema) request.responseFormat();
  }

  private static int likeliest(LlamaContext context, LlamaModel model, GrammarCursor grammar) {
    var logits = model.library().contexts().logits(context.handle(), -1, model.vocabulary().size());
    int[] best = {-1};
    grammar.forEachAdmitted(token -> {
      float logit = logits.getAtIndex(ValueLayout.JAVA_FLOAT, token);
      if (best[0] < 0 || logit > logits.getAtIndex(ValueLayout.JAVA_FLOAT, best[0])) {
        best[0] = token;
      }
    });
    return best[0];
  }

  private static double[] logProbabilities(LlamaContext context, LlamaModel model) {
    double[] values = new double[model.vocabulary().size()];
    var logits = model.library().contexts().logits(context.handle(), -1, values.length);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = logits.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      sum += Math.exp(values[i]);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= Math.log(sum);
    }
    return values;
  }

  /** The first property's value, once nothing can be added to it. */
  private static @Nullable JsonNode complete(String text) {
    for (int end = text.length(); end > 0; end--) {
      boolean followed = end < text.length() && ",}".indexOf(text.charAt(end)) >= 0;
      try {
        JsonNode tree = STRICT.readTree(text.substring(0, end) + "}");
        JsonNode value = tree.size() == 1 ? tree.iterator().next() : null;
        if (value != null && (followed || value.isTextual() || value.isArray())) {
          return value;
        }
      } catch (IOException e) {
        // Not complete there.
      }
    }
    return null;
  }
}
