package dev.jobstream.llm.llamacpp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A grammar as it is written down, and which of its rules stand for words of a text.
 *
 * @param gbnf the grammar in llama.cpp's GBNF, in which those rules are any characters
 * @param quotations the most characters of each rule that is to quote, by its name
 */
record GrammarText(String gbnf, Map<String, Integer> quotations) {
  GrammarText {
    quotations = Map.copyOf(quotations);
  }

  /**
   * The automaton of the grammar, which begins with the rule {@code root}.
   *
   * @param quoted the text of which quotations are made
   */
  GrammarAutomaton automaton(QuotedText quoted) {
    Map<String, GbnfParser.Expression> rules = new LinkedHashMap<>(GbnfParser.parse(gbnf));
    quotations.forEach((rule, most) -> rules.put(rule, new GbnfParser.Quotation(quoted, most)));
    return new GrammarAutomaton(new GrammarGraph(rules));
  }
}
