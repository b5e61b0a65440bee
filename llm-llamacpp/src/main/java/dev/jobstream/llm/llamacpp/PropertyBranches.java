package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.llamacpp.bindings.Candidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the branches of an answer whose properties are written at the same time. */
final class PropertyBranches {
  private PropertyBranches() {}

  /**
   * The branches, none begun; empty if the vocabulary cannot say what is before a value.
   *
   * @param grammars a grammar a property, of {@link SchemaGrammar#ofProperties}
   * @param quoted the text that is quoted
   * @param script what is written instead of what the model would; empty if nothing is
   */
  static List<PropertyBranch> of(
      Map<String, GrammarText> grammars,
      QuotedText quoted,
      LlamaModel model,
      ChatRequest request,
      PromptPlan prompt,
      Set<Lever> levers,
      Vocabulary.PieceReader pieces,
      Candidates candidates,
      DecodingCounts.Counter counter,
      String script) {
    Vocabulary vocabulary = model.vocabulary();
    List<PropertyBranch> branches = new ArrayList<>();
    for (Map.Entry<String, GrammarText> entry : grammars.entrySet()) {
      GrammarCursor grammar =
          new GrammarCursor(entry.getValue().automaton(quoted), vocabulary.trie());
      int[] beginning = PropertyBranch.beginning(grammar, vocabulary, pieces);
      if (beginning.length == 0) {
        branches.forEach(PropertyBranch::close);
        return List.of();
      }
      TokenSampler sampler = new TokenSampler(model, request.sampling(), candidates);
      if (request.sampling().hasPenalties()) {
        sampler.acceptPrompt(prompt, request.sampling().penaltyWindow());
      }
      sampler.useGrammar(grammar);
      sampler.enforceGrammar();
      if (!script.isEmpty()) {
        int[] all = vocabulary.tokenizeAnswer(alone(script, entry.getKey()));
        sampler.replay(Arrays.copyOfRange(all, beginning.length, all.length));
      }
      Drafter drafter = new Drafter(vocabulary, pieces, levers, request);
      branches.add(
          new PropertyBranch(sampler, beginning, drafter, pieces, counter, model.confidence()));
    }
    return branches;
  }

  /** The beginning of an answer whose first property is this one. */
  private static String alone(String script, String name) {
    try {
      JsonNode value = new JsonMapper().readTree(script).path(name);
      return "{" + TextNode.valueOf(name) + ":" + value + ",\"";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The script is no JSON.", e);
    }
  }
}
